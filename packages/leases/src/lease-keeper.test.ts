import type { AssignedSlot, Change, HeldSlot } from '@muster/fleet';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLeaseKeeper } from './lease-keeper.ts';
import type { LeaseKeeper } from './lease-keeper-options.ts';
import { createMemoryFleet, type MemoryFleet } from './testing/memory-fleet.ts';

describe('a lease keeper', () => {
  let clock: VirtualClock;
  let fleet: MemoryFleet;
  let held: HeldSlot[];
  let given: (readonly AssignedSlot[])[];
  let isReachable: boolean;
  let unackedMs: number;
  let keeper: LeaseKeeper;

  beforeEach(async () => {
    clock = new VirtualClock();
    fleet = createMemoryFleet({ clock });
    held = [];
    given = [];
    isReachable = true;
    unackedMs = 0;
    keeper = createLeaseKeeper({
      store: fleet.connect(() => isReachable),
      worker: { id: 'w1', pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity: 9 },
      inventory: () => held,
      unackedMs: () => unackedMs,
      onAssignments: (assignments) => given.push(assignments),
      clock,
      log: recordingLog(),
    });
    keeper.start();
    await clock.advance(0);
  });

  const admin = () => fleet.connect();
  const assign = async (slot: string) => {
    const leader = await admin().campaign({ id: 'c1', ttlMs: 2_000 });
    const changes: Change[] = [{ kind: 'assign', slot, workerId: 'w1', expect: null, floor: null }];
    await admin().apply({ leaderId: 'c1', term: leader.term, changes, reap: [] });
  };
  const record = () => fleet.state.workers.get('w1');

  it('registers at once and stays current while it is heard', async () => {
    expect(keeper.isCurrent()).toBe(true);
    for (let beat = 0; beat < 40; beat++) {
      await clock.advance(100);
      expect(keeper.isCurrent()).toBe(true);
    }
  });

  it('is not current any more before its lease ends when nobody hears it', async () => {
    isReachable = false;
    await clock.advance(899);
    expect(keeper.isCurrent()).toBe(true);
    await clock.advance(1);
    expect(keeper.isCurrent()).toBe(false);
    expect((record()?.expiresUs ?? 0) / 1_000).toBeGreaterThan(clock.wallMs());
  });

  it('hands over new assignments at once, without waiting for a heartbeat', async () => {
    await assign('A1#0');
    await clock.advance(1);
    expect(given.at(-1)?.map(({ slot }) => slot)).toEqual(['A1#0']);
  });

  it('finds out by a heartbeat what it was not told', async () => {
    isReachable = false;
    await assign('A1#0');
    await clock.advance(10);
    isReachable = true;
    await clock.advance(250);
    expect(given.at(-1)?.map(({ slot }) => slot)).toEqual(['A1#0']);
  });

  it('registers again with its inventory after redis was wiped', async () => {
    held = [{ slot: 'A1#0', epoch: 5n, state: 'live', detail: '' }];
    fleet.wipe();
    await clock.advance(250);
    expect(record()?.held.get('A1#0')).toEqual({ epoch: 5n, state: 'live', detail: '' });
    expect(keeper.isCurrent()).toBe(true);
  });

  it('registers again before anything else when its deadline passed while it was stopped', async () => {
    isReachable = false;
    await clock.advance(5_000);
    expect(keeper.isCurrent()).toBe(false);
    held = [{ slot: 'A1#0', epoch: 5n, state: 'live', detail: '' }];
    isReachable = true;
    keeper.report('A1#0', 5n, 'down', 'reported while away');
    await clock.advance(250);
    expect(keeper.isCurrent()).toBe(true);
    expect(record()?.held.get('A1#0')?.state).toBe('live');
  });

  it('sends reports at once, and again when they did not arrive', async () => {
    keeper.report('A1#0', 5n, 'connecting');
    await clock.advance(0);
    expect(record()?.held.get('A1#0')?.state).toBe('connecting');
    isReachable = false;
    keeper.report('A1#0', 5n, 'down', 'refused');
    await clock.advance(100);
    keeper.report('A1#0', 5n, 'live');
    isReachable = true;
    await clock.advance(250);
    expect(record()?.held.get('A1#0')).toEqual({ epoch: 5n, state: 'live', detail: '' });
    keeper.report('A1#0', 5n, 'closed');
    await clock.advance(0);
    expect(record()?.held.has('A1#0')).toBe(false);
  });

  it('drains, and says so again after a wipe', async () => {
    keeper.drain();
    await clock.advance(0);
    expect(record()?.isDraining).toBe(true);
    fleet.wipe();
    await clock.advance(250);
    expect(record()?.isDraining).toBe(true);
  });

  it('remembers that somebody else had it drain, although redis does not', async () => {
    await admin().drain('w1');
    await clock.advance(250);
    fleet.wipe();
    await clock.advance(250);
    expect(record()?.isDraining).toBe(true);
  });

  it('says with each heartbeat how long it has had an envelope in hand', async () => {
    unackedMs = 1_234.5;
    await clock.advance(250);
    expect(record()?.unackedMs).toBe(1_235);
    unackedMs = 0;
    await clock.advance(250);
    expect(record()?.unackedMs).toBe(0);
  });

  it('knows nothing of successors while redis is away', async () => {
    await assign('A1#0');
    expect((await keeper.successors(['A1#0'])).get('A1#0')?.kind).toBe('assigned');
    isReachable = false;
    expect((await keeper.successors(['A1#0'])).get('A1#0')).toEqual({ kind: 'unknown' });
  });

  it('believes nothing of successors without a lease: after a pause the answer is old', async () => {
    await assign('A1#0');
    isReachable = false;
    await clock.advance(900);
    isReachable = true;
    expect((await keeper.successors(['A1#0'])).get('A1#0')).toEqual({ kind: 'unknown' });
    await clock.advance(1_000);
    expect((await keeper.successors(['A1#0'])).get('A1#0')?.kind).toBe('assigned');
  });

  it('ends its lease when stopped and leaves no timer behind', async () => {
    await keeper.stop();
    expect(record()).toBeUndefined();
    expect(keeper.isCurrent()).toBe(false);
    expect(clock.timers).toBe(0);
  });

  it('stops although redis is away', async () => {
    isReachable = false;
    await keeper.stop();
    expect(clock.timers).toBe(0);
  });
});
