import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLive } from '../fleet-state.ts';
import { slotName } from '../slot-name.ts';
import { fleetOf, livePlan, type Sketch, settle } from '../testing/sketch.ts';
import type { WantedApp } from './observed.ts';

/** `A0` … of two slots; those named are poison. */
const apps = (count: number, ...poison: string[]): WantedApp[] =>
  Array.from({ length: count }, (_, at) => ({
    appId: `A${at}`,
    slots: 2,
    isPoison: poison.includes(`A${at}`),
  }));
const workers = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`w${at + 1}`, 100]));
const ownersOf = (fleet: Sketch, appId: string, slots = 2) =>
  Array.from({ length: slots }, (_, index) => fleet.state.assignments.get(slotName(appId, index))?.workerId);
const slotsOn = (fleet: Sketch, worker: string) =>
  [...fleet.state.assignments].filter(([, { workerId }]) => workerId === worker).map(([slot]) => slot);
/** Plans until nothing changes; at every step each app that was live has a live slot. Answers the steps' moves. */
function settleWithoutGap(fleet: Sketch): { fleet: Sketch; moves: string[][] } {
  const moves: string[][] = [];
  for (let current = fleet; ; ) {
    const { plan, next } = livePlan(current);
    for (const { appId, slots } of next.wanted)
      expect(
        Array.from({ length: slots }, (_, index) => isLive(next.state, slotName(appId, index))),
      ).toContain(true);
    if (plan.changes.length === 0 && !plan.isRebalancing) return { fleet: next, moves };
    if (plan.moves.length > 0) moves.push([...plan.moves]);
    current = next;
  }
}

describe('with a quarantine worker', () => {
  const fleet = settle(
    fleetOf({ workers: workers(2), wanted: apps(4) }).with({ joinQuarantine: { q1: 100 } }),
  );

  it('gives it nothing while no app is poison', () => {
    expect(slotsOn(fleet, 'q1')).toEqual([]);
    expect(fleet.moves).toBe(0);
  });

  it('moves a poison app there, one slot after the other, and nobody else', () => {
    const { fleet: after, moves } = settleWithoutGap(fleet.with({ wanted: apps(4, 'A1') }));
    expect(ownersOf(after, 'A1')).toEqual(['q1', 'q1']);
    expect(slotsOn(after, 'q1')).toHaveLength(2);
    expect(moves.map((at) => at.length)).toEqual([1, 1]);
    expect(moves.flat().sort()).toEqual(['A1#0', 'A1#1']);
  });

  it('moves a released app back among the others, its twins apart, and nobody else', () => {
    const confined = settle(fleet.with({ wanted: apps(4, 'A1') }));
    const { fleet: after, moves } = settleWithoutGap(confined.with({ wanted: apps(4) }));
    expect(ownersOf(after, 'A1').sort()).toEqual(['w1', 'w2']);
    expect(slotsOn(after, 'q1')).toEqual([]);
    expect(moves.flat().sort()).toEqual(['A1#0', 'A1#1']);
  });

  it('moves a poison app whose slots are down as well', () => {
    const down = fleet.with({ report: { 'A1#0': 'down', 'A1#1': 'down' }, wanted: apps(4, 'A1') });
    expect(ownersOf(settle(down), 'A1')).toEqual(['q1', 'q1']);
  });

  it('gives ordinary apps to no quarantine worker, even if there is no other', () => {
    const alone = fleetOf({ workers: {}, wanted: apps(2, 'A1') }).with({ joinQuarantine: { q1: 100 } });
    const { plan, next } = livePlan(alone);
    expect(plan.waiting).toEqual(['A0#0', 'A0#1']);
    expect(slotsOn(next, 'q1')).toEqual(['A1#0', 'A1#1']);
    const more = fleetOf({ workers: { w1: 3 }, wanted: apps(2) }).with({ joinQuarantine: { q1: 100 } });
    expect(livePlan(more).plan.waiting).toHaveLength(1);
  });

  it('levels ordinary workers among themselves', () => {
    const crowded = settle(fleetOf({ workers: { w1: 100 }, wanted: apps(8, 'A7') }));
    const { fleet: after } = settleWithoutGap(
      crowded.with({ join: { w2: 100 }, joinQuarantine: { q1: 100 } }),
    );
    expect(['w1', 'w2', 'q1'].map((id) => slotsOn(after, id).length)).toEqual([7, 7, 2]);
  });

  it('gives each poison app one of several, and leaves it there when more come', () => {
    const two = settle(fleet.with({ joinQuarantine: { q2: 100 }, wanted: apps(4, 'A0', 'A1') }));
    const homes = ['A0', 'A1'].map((appId) => new Set(ownersOf(two, appId)));
    expect(homes.map(({ size }) => size)).toEqual([1, 1]);
    expect(new Set(homes.flatMap((home) => [...home])).size).toBe(2);
    expect(settle(two.with({ joinQuarantine: { q3: 100 } })).moves).toBe(0);
  });

  it('takes poison apps over after a wipe where they are held', () => {
    const confined = settle(
      fleet.with({ joinQuarantine: { q2: 100 }, wanted: apps(4, 'A0', 'A1', 'A2', 'A3') }),
    );
    const after = settle(confined.with({ wipe: true }));
    for (const [slot, { workerId }] of confined.state.assignments)
      expect(after.state.assignments.get(slot)?.workerId).toBe(workerId);
  });

  it('gives a released app that a quarantine worker still holds after a wipe to others', () => {
    const confined = settle(fleet.with({ wanted: apps(4, 'A1') }));
    const { fleet: after } = settleWithoutGap(confined.with({ wipe: true, wanted: apps(4) }));
    expect(ownersOf(after, 'A1').sort()).toEqual(['w1', 'w2']);
  });
});

describe('without a quarantine worker', () => {
  const fleet = settle(fleetOf({ workers: workers(3), wanted: apps(6) }));

  it('confines a poison app to one of the workers it is on, with a single move', () => {
    const before = ownersOf(fleet, 'A2');
    const { fleet: after, moves } = settleWithoutGap(fleet.with({ wanted: apps(6, 'A2') }));
    const [home, twin] = ownersOf(after, 'A2');
    expect(twin).toBe(home);
    expect(before).toContain(home);
    expect(moves.flat().filter((slot) => slot.startsWith('A2'))).toHaveLength(1);
  });

  it('puts all poison apps on the same worker, and elsewhere together when it is lost', () => {
    const first = settle(fleet.with({ wanted: apps(6, 'A2') }));
    const [home = null] = ownersOf(first, 'A2');
    const both = settle(first.with({ wanted: apps(6, 'A2', 'A5') }));
    expect([...ownersOf(both, 'A2'), ...ownersOf(both, 'A5')]).toEqual([home, home, home, home]);
    const lost = settle(both.with({ lose: [home ?? ''] }));
    expect(new Set([...ownersOf(lost, 'A2'), ...ownersOf(lost, 'A5')]).size).toBe(1);
    expect(ownersOf(lost, 'A2')).not.toContain(home);
  });

  it('moves it to a quarantine worker that joins, and leaves it alone when an ordinary one does', () => {
    const confined = settle(fleet.with({ wanted: apps(6, 'A2') }));
    const more = settle(confined.with({ join: { w4: 100 } }));
    expect(ownersOf(more, 'A2')).toEqual(ownersOf(confined, 'A2'));
    const { fleet: after } = settleWithoutGap(more.with({ joinQuarantine: { q1: 100 } }));
    expect(ownersOf(after, 'A2')).toEqual(['q1', 'q1']);
  });

  it('parts the twins of an app that is released', () => {
    const confined = settle(fleet.with({ wanted: apps(6, 'A2') }));
    const { fleet: after } = settleWithoutGap(confined.with({ wanted: apps(6) }));
    expect(new Set(ownersOf(after, 'A2')).size).toBe(2);
  });

  it('never shares a poison app out, even if one worker cannot take all of it', () => {
    const wanted = [{ appId: 'A0', slots: 4, isPoison: true }];
    const { plan, next } = livePlan(fleetOf({ workers: { w1: 3, w2: 3 }, wanted }));
    expect(plan.waiting).toHaveLength(1);
    expect(new Set(ownersOf(next, 'A0', 3)).size).toBe(1);
  });
});

describe('when the quarantine worker dies', () => {
  const confined = settle(
    fleetOf({ workers: workers(2), wanted: apps(4) }).with({
      joinQuarantine: { q1: 100 },
      wanted: apps(4, 'A1'),
    }),
  );

  it('has its poison apps wait for the next one, rather than take an ordinary worker with them', () => {
    const lost = confined.with({ lose: ['q1'], awaitsQuarantine: true });
    const { plan, next } = livePlan(lost);
    expect(plan.waiting).toEqual(['A1#0', 'A1#1']);
    expect(plan.moves).toEqual([]);
    const back = settle(next.with({ joinQuarantine: { q2: 100 }, awaitsQuarantine: false }));
    expect(ownersOf(back, 'A1')).toEqual(['q2', 'q2']);
  });

  it('confines them to one ordinary worker when it does not come back', () => {
    const after = settle(confined.with({ lose: ['q1'], awaitsQuarantine: false }));
    const [home, twin] = ownersOf(after, 'A1');
    expect(['w1', 'w2']).toContain(home);
    expect(twin).toBe(home);
  });

  it('hands them to one ordinary worker without a gap when it drains', () => {
    const { fleet: after } = settleWithoutGap(confined.with({ drain: ['q1'] }));
    expect(slotsOn(after, 'q1')).toEqual([]);
    expect(new Set(ownersOf(after, 'A1')).size).toBe(1);
  });

  it('leaves a slot that is on its way there with who has not let go of it', () => {
    const half = confined.with({ wanted: apps(4, 'A1', 'A2'), connect: false });
    const begun = livePlan(half).next;
    const { plan } = livePlan(begun.with({ lose: ['q1'], awaitsQuarantine: true }));
    expect(plan.changes).toEqual([]);
  });
});

it('comes to rest without a gap, poison apps confined and apart, whatever becomes poison, joins or leaves', () => {
  const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 10 });
  const count = (max: number) => fc.integer({ min: 0, max });
  const wantedOf = (poison: readonly boolean[]) =>
    poison.map((isPoison, at) => ({ appId: `A${at}`, slots: 1 + (at % 3), isPoison }));
  const named = (prefix: string, many: number) =>
    Object.fromEntries(Array.from({ length: many }, (_, at) => [`${prefix}${at + 1}`, 100]));
  fc.assert(
    fc.property(kinds, kinds, count(3), count(2), count(2), (before, after, ordinary, first, second) => {
      let fleet = settle(
        fleetOf({ workers: named('w', ordinary + 1), wanted: wantedOf(before) }).with({
          joinQuarantine: named('q', first),
        }),
      );
      expectApart(fleet, first);
      // The same apps, some of them poison now and others not any more.
      const wanted = wantedOf(before.map((_, at) => after[at % after.length] ?? false));
      fleet = settleWithoutGap(fleet.with({ wanted })).fleet;
      expectApart(fleet, first);
      fleet = settleWithoutGap(fleet.with({ joinQuarantine: named('p', second) })).fleet;
      expectApart(fleet, first + second);
      fleet = settleWithoutGap(fleet.with({ drain: Object.keys(named('q', first)) })).fleet;
      expectApart(fleet, second);
      expect(livePlan(fleet).plan).toMatchObject({ changes: [], moves: [], isRebalancing: false });
    }),
    { numRuns: 300 },
  );
});

function expectApart(fleet: Sketch, quarantineWorkers: number): void {
  const refuges = new Set<unknown>();
  for (const { appId, slots, isPoison } of fleet.wanted) {
    const owners = new Set(ownersOf(fleet, appId, slots));
    const kinds = [...owners].map((id) => fleet.state.workers.get(id ?? '')?.info.isQuarantine);
    if (isPoison) {
      expect(owners.size).toBe(1);
      expect(kinds).toEqual([quarantineWorkers > 0]);
      for (const id of owners) refuges.add(id);
    } else expect(kinds).not.toContain(true);
  }
  if (quarantineWorkers === 0) expect(refuges.size).toBeLessThanOrEqual(1);
}
