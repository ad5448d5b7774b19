import { describe, expect, it } from 'vitest';
import type { Assignment, WorkerRecord } from '../fleet-state.ts';
import type { Change } from '../steps/leader-steps.ts';
import { apps, loads, ownersByApp } from '../testing/read-sketch.ts';
import { fleetOf, livePlan, settle } from '../testing/sketch.ts';
import { PLACEMENT } from './observed.ts';
import { planPlacement } from './plan-placement.ts';

describe('placement', () => {
  it('puts twins on different workers', () => {
    const fleet = settle(fleetOf({ workers: { w1: 100, w2: 100 }, wanted: apps(10) }));
    for (const owners of ownersByApp(fleet).values()) expect(new Set(owners).size).toBe(2);
  });

  it('puts twins together when one worker is all there is, and parts them once another joins', () => {
    const alone = settle(fleetOf({ workers: { w1: 100 }, wanted: apps(6) }));
    expect(loads(alone)).toEqual([12]);
    const joined = settle(alone.with({ join: { w2: 100 } }));
    expect(loads(joined)).toEqual([6, 6]);
    for (const owners of ownersByApp(joined).values()) expect(new Set(owners).size).toBe(2);
    expect(joined.moves).toBe(6);
  });

  it('places many slots in several plans, none of which takes long', () => {
    const fleet = fleetOf({ workers: { w1: 100, w2: 100 }, wanted: apps(30) });
    const policy = { ...PLACEMENT, maxWeighed: 2 * 25 };
    const first = livePlan(fleet, policy);
    expect(first.plan.changes).toHaveLength(25);
    expect(first.plan).toMatchObject({ isPartial: true, waiting: [] });
    const second = livePlan(first.next, policy);
    const third = livePlan(second.next, policy);
    expect(third.plan).toMatchObject({ isPartial: false, waiting: [] });
    expect(loads(third.next)).toEqual([30, 30]);
    for (const owners of ownersByApp(third.next).values()) expect(new Set(owners).size).toBe(2);
  });

  it('leaves nothing to the next plan when nobody has room', () => {
    const fleet = settle(fleetOf({ workers: { w1: 3, w2: 3 }, wanted: apps(30) }));
    const { plan } = livePlan(fleet, { ...PLACEMENT, maxWeighed: 10 });
    expect(plan.isPartial).toBe(false);
    expect(plan.waiting).toHaveLength(54);
  });

  it('gives only the slots of a lost worker to others', () => {
    const before = settle(fleetOf({ workers: { w1: 100, w2: 100, w3: 100 }, wanted: apps(30) }));
    const lost = [...before.state.assignments].filter(([, { workerId }]) => workerId === 'w2');
    const after = settle(before.with({ lose: ['w2'] }));
    const changed = [...after.state.assignments].filter(
      ([slot, { workerId }]) => workerId !== before.state.assignments.get(slot)?.workerId,
    );
    expect(changed.map(([slot]) => slot).sort()).toEqual(lost.map(([slot]) => slot).sort());
  });

  it('levels loads when a worker joins, with no more moves than its share', () => {
    const before = settle(fleetOf({ workers: { w1: 999, w2: 999, w3: 999, w4: 999 }, wanted: apps(250) }));
    const after = settle(before.with({ join: { w5: 999 } }));
    expect(Math.max(...loads(after)) - Math.min(...loads(after))).toBeLessThanOrEqual(1);
    expect(after.moves).toBeGreaterThanOrEqual(100);
    expect(after.moves).toBeLessThanOrEqual(101 + spread(loads(before)));
  });

  it('leaves loads alone that differ by less than a quarter', () => {
    const before = settle(fleetOf({ workers: { w1: 99, w2: 99 }, wanted: apps(10, 1) }));
    const more = before.with({ wanted: apps(11, 1) });
    expect(settle(more).moves).toBe(0);
  });

  it('gives a worker of twice the capacity twice as much', () => {
    const fleet = settle(fleetOf({ workers: { big: 200, one: 100, two: 100 }, wanted: apps(100, 1) }));
    const [big, one, two] = loads(fleet);
    expect(big).toBeGreaterThanOrEqual(38);
    expect(big).toBeLessThanOrEqual(58);
    expect((one ?? 0) + (two ?? 0)).toBe(100 - (big ?? 0));
  });

  it('lets slots wait that nobody has room for', () => {
    const { plan } = livePlan(fleetOf({ workers: { w1: 3 }, wanted: apps(2) }));
    expect(plan.waiting).toHaveLength(1);
    expect(plan.changes).toHaveLength(3);
  });

  it('moves one slot of an app at a time, and only while its twin is live', () => {
    const both = settle(fleetOf({ workers: { w1: 9, w2: 9 }, wanted: apps(1) }));
    const draining = both.with({ join: { w3: 9, w4: 9 }, drain: ['w1', 'w2'], connect: false });
    const first = livePlan(draining);
    expect(first.plan.moves).toHaveLength(1);
    const waiting = livePlan(first.next);
    expect(waiting.plan.moves).toEqual([]);
    const connected = livePlan(waiting.next.with({ connect: true })).next;
    expect(livePlan(connected).plan.moves).toHaveLength(1);
  });

  it('does not move a slot whose twin is not live', () => {
    const both = settle(fleetOf({ workers: { w1: 9 }, wanted: apps(1) }));
    const broken = both.with({ join: { w2: 9 }, report: { 'A0#0': 'down' } });
    expect(livePlan(broken).plan.changes).toEqual([]);
  });

  it('leaves the live slot of a draining worker alone while its twin is still connecting', () => {
    const both = settle(fleetOf({ workers: { w1: 9, w2: 9 }, wanted: apps(1) }));
    const [young, live] =
      both.state.assignments.get('A0#0')?.workerId === 'w1' ? ['A0#1', 'A0#0'] : ['A0#0', 'A0#1'];
    const draining = both.with({ join: { w3: 9 }, report: { [young]: 'connecting' }, drain: ['w1'] });
    expect(livePlan(draining).plan.moves).toEqual([]);
    expect(livePlan(draining.with({ report: { [young]: 'live' } })).plan.moves).toEqual([live]);
  });

  it('empties a draining worker although the twin of its slot is down', () => {
    const both = settle(fleetOf({ workers: { w1: 9, w2: 9 }, wanted: apps(1) }));
    const [down, live] =
      both.state.assignments.get('A0#0')?.workerId === 'w1' ? ['A0#1', 'A0#0'] : ['A0#0', 'A0#1'];
    const plan = livePlan(both.with({ report: { [down]: 'down' }, drain: ['w1'] })).plan;
    expect(plan.moves).toEqual([live]);
  });

  it('gives a draining worker nothing, and keeps its slots while there is nobody else', () => {
    const alone = settle(fleetOf({ workers: { w1: 9 }, wanted: apps(1) }));
    const draining = alone.with({ drain: ['w1'], wanted: apps(2) });
    const { plan } = livePlan(draining);
    expect(plan.changes).toEqual([]);
    expect(plan.waiting).toEqual(['A1#0', 'A1#1']);
  });

  it('adopts after a wipe what workers hold, under higher epochs', () => {
    const before = settle(fleetOf({ workers: { w1: 50, w2: 50, w3: 50 }, wanted: apps(20) }));
    const after = settle(before.with({ wipe: true }));
    for (const [slot, { workerId, epoch }] of before.state.assignments) {
      expect(after.state.assignments.get(slot)?.workerId).toBe(workerId);
      expect(after.state.assignments.get(slot)?.epoch).toBeGreaterThan(epoch);
    }
  });

  it('mints above the highest epoch that Postgres or a holder knows', () => {
    const floor = 9_000_000_000_000_000n;
    const { next } = livePlan(fleetOf({ workers: { w1: 9 }, wanted: apps(1), floors: { 'A0#0': floor } }));
    expect(next.state.assignments.get('A0#0')?.epoch).toBe(floor + 1n);
  });

  it('gives a slot back to whoever has not let go of it yet when the new worker is lost', () => {
    const both = settle(fleetOf({ workers: { w1: 9 }, wanted: apps(1) }));
    const { next } = livePlan(both.with({ join: { w2: 9 }, connect: false }));
    const moved = [...next.state.assignments].find(([, { workerId }]) => workerId === 'w2');
    expect(moved).toBeDefined();
    const after = livePlan(next.with({ lose: ['w2'] })).next;
    expect(after.state.assignments.get(moved?.[0] ?? '')?.workerId).toBe('w1');
  });

  it('releases what nobody wants any more, and forgets it once nobody holds it', () => {
    const before = settle(fleetOf({ workers: { w1: 9 }, wanted: apps(1) }));
    const released = livePlan(before.with({ wanted: [] }));
    expect(released.plan.changes.map(({ kind }) => kind)).toEqual(['release', 'release']);
    expect(livePlan(released.next).plan.changes).toEqual([]);
    const closed = released.next.with({ report: { 'A0#0': 'closed', 'A0#1': 'closed' } });
    expect(livePlan(closed).plan.changes.map(({ kind }) => kind)).toEqual(['forget', 'forget']);
  });

  it('does not take the slots of a worker that is only suspected', () => {
    const both = settle(fleetOf({ workers: { w1: 9, w2: 9 }, wanted: apps(2) }));
    const silent = both.with({ lose: ['w1'], suspects: ['w1'] });
    expect(livePlan(silent).plan).toMatchObject({ changes: [], reap: [] });
  });
});

describe('placement after redis lost its last writes', () => {
  const holding = (id: string, epoch: bigint | null): [string, WorkerRecord] => [
    id,
    {
      info: { id, pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity: 9 },
      expiresUs: 1,
      isDraining: false,
      unackedMs: 0,
      held: new Map(epoch === null ? [] : [['A0#0', { epoch, state: 'live', detail: '' }]]),
    },
  ];
  const plan = (assignment: Assignment | null, floor: bigint | null, ...workers: [string, WorkerRecord][]) =>
    planPlacement(
      {
        wanted: assignment?.workerId ? apps(1, 1) : [],
        workers: new Map(workers),
        assignments: new Map(assignment ? [['A0#0', assignment]] : []),
        floors: new Map(floor === null ? [] : [['A0#0', floor]]),
        suspects: new Set(),
        isRebalancing: false,
      },
      PLACEMENT,
      0,
    ).changes;
  const toW1 = { epoch: 5n, workerId: 'w1' };
  const assigned = (workerId: string, floor: bigint): Change[] => [
    { kind: 'assign', slot: 'A0#0', expect: 5n, workerId, floor },
  ];

  it('assigns a slot anew to who holds it under a higher epoch', () => {
    expect(plan(toW1, null, holding('w1', 5n), holding('w2', 9n))).toEqual(assigned('w2', 9n));
    expect(plan(toW1, null, holding('w1', 9n))).toEqual(assigned('w1', 9n));
  });

  it('assigns a slot anew to its worker when postgres knows a higher epoch', () => {
    expect(plan(toW1, 9n, holding('w1', 5n), holding('w2', null))).toEqual(assigned('w1', 9n));
    expect(plan(toW1, 5n, holding('w1', 5n))).toEqual([]);
  });

  it('releases a slot anew when who holds it was told so under a lower epoch', () => {
    const released = { epoch: 5n, workerId: null };
    expect(plan(released, null, holding('w1', 4n))).toEqual([]);
    expect(plan(released, null, holding('w1', 9n))).toEqual([{ kind: 'forget', slot: 'A0#0', expect: 5n }]);
    expect(plan(null, null, holding('w1', 9n))).toEqual([
      { kind: 'release', slot: 'A0#0', expect: null, floor: 9n },
    ]);
  });
});

function spread(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}
