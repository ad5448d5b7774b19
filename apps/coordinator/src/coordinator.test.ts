import type { WantedApp } from '@muster/fleet';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { createMemoryFleet, type MemoryFleet } from '@muster/leases/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Coordinator, createCoordinator } from './coordinator.ts';

describe('a coordinator', () => {
  let clock: VirtualClock;
  let fleet: MemoryFleet;
  let wanted: WantedApp[];
  let floors: Map<string, bigint>;
  let isPostgresAway: boolean;

  beforeEach(() => {
    clock = new VirtualClock();
    fleet = createMemoryFleet({ clock });
    wanted = [{ appId: 'A1', slots: 2 }];
    floors = new Map();
    isPostgresAway = false;
  });

  const answer = async <Value>(value: Value): Promise<Value> => {
    if (isPostgresAway) throw new Error('postgres is away');
    return value;
  };
  const start = (
    id: string,
    reach = { isOn: true },
    leases = fleet.connect(() => reach.isOn),
  ): Coordinator => {
    const coordinator = createCoordinator({
      id,
      leases,
      store: { apps: { wanted: () => answer(wanted) }, slots: { highestEpochs: () => answer(floors) } },
      clock,
      log: recordingLog(),
    });
    coordinator.start();
    return coordinator;
  };
  const register = (id: string, ttlMs = 60_000, capacity = 9, isQuarantine = false) =>
    fleet.connect().register({
      worker: { id, pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity, isQuarantine },
      isDraining: false,
      inventory: [],
      ttlMs,
    });
  const assigned = () => [...fleet.state.assignments].map(([slot, { workerId }]) => `${slot} ${workerId}`);

  it('assigns nothing for three seconds after it found the table empty, then everything', async () => {
    start('c1');
    await register('w1');
    await clock.advance(2_900);
    expect(assigned()).toEqual([]);
    await clock.advance(400);
    expect(assigned()).toEqual(['A1#0 w1', 'A1#1 w1']);
  });

  it('does not take the table for young when the clock is set back by an hour', async () => {
    let stepUs = 0;
    fleet = createMemoryFleet({ clock, nowUs: () => Math.round(clock.wallMs() * 1_000) + stepUs });
    start('c1');
    await clock.advance(10_000);
    stepUs = -3_600_000_000;
    await register('w1');
    await clock.advance(5_000);
    expect(assigned()).toHaveLength(2);
  });

  it('assigns to a worker that comes later, without waiting for its next look', async () => {
    start('c1');
    await clock.advance(4_000);
    await register('w1');
    await clock.advance(30);
    expect(assigned()).toHaveLength(2);
  });

  it('waits until postgres has answered, and mints above the epochs that it knows', async () => {
    isPostgresAway = true;
    floors.set('A1#0', 8_000_000_000_000_000n);
    start('c1');
    await register('w1');
    await clock.advance(6_000);
    expect(assigned()).toEqual([]);
    isPostgresAway = false;
    await clock.advance(1_500);
    expect(fleet.state.assignments.get('A1#0')?.epoch).toBe(8_000_000_000_000_001n);
  });

  it('goes on with what it last knew while postgres is away', async () => {
    start('c1');
    await register('w1');
    await clock.advance(4_000);
    isPostgresAway = true;
    await register('w2');
    await fleet.connect().deregister('w1');
    await clock.advance(300);
    expect(assigned()).toEqual(['A1#0 w2', 'A1#1 w2']);
  });

  it('reads what is wanted at once when it is nudged', async () => {
    start('c1');
    await register('w1');
    await clock.advance(4_000);
    wanted = [];
    await fleet.connect().nudge();
    await clock.advance(30);
    expect(assigned()).toEqual(['A1#0 null', 'A1#1 null']);
    await clock.advance(250);
    expect(assigned()).toEqual([]);
  });

  it('takes an app to a quarantine worker when it is poison, and has it wait there for the next one', async () => {
    start('c1');
    await register('w1');
    await register('q1', 60_000, 9, true);
    await clock.advance(4_000);
    expect(assigned()).toEqual(['A1#0 w1', 'A1#1 w1']);
    wanted = [{ appId: 'A1', slots: 2, isPoison: true }];
    await fleet.connect().nudge();
    await clock.advance(1_000);
    // Nothing is live here, so both may go at once.
    expect(assigned()).toEqual(['A1#0 q1', 'A1#1 q1']);
    await fleet.connect().deregister('q1');
    await clock.advance(20_000);
    expect(assigned()).toEqual(['A1#0 q1', 'A1#1 q1']);
    await register('q2', 60_000, 9, true);
    await clock.advance(100);
    expect(assigned()).toEqual(['A1#0 q2', 'A1#1 q2']);
    await fleet.connect().deregister('q2');
    await clock.advance(31_000);
    expect(assigned()).toEqual(['A1#0 w1', 'A1#1 w1']);
  });

  it('keeps its term while it applies a plan for longer than its lease', async () => {
    const store = fleet.connect();
    const slow: typeof store = {
      ...store,
      async apply(changes) {
        await clock.sleep(600);
        return store.apply(changes);
      },
    };
    wanted = Array.from({ length: 1_000 }, (_, n) => ({ appId: `A${n}`, slots: 2 }));
    const coordinator = start('c1', { isOn: true }, slow);
    await register('w1', 60_000, 5_000);
    await clock.advance(2_900);
    const term = coordinator.term();
    await clock.advance(4_000);
    expect(assigned()).toHaveLength(2_000);
    expect(coordinator.term()).toBe(term);
  });

  it('makes the next plan at once when one could not place everything', async () => {
    wanted = Array.from({ length: 2_050 }, (_, n) => ({ appId: `A${n}`, slots: 2 }));
    start('c1');
    for (let n = 0; n < 1_000; n++) await register(`w${n}`);
    await clock.advance(2_900);
    while (assigned().length === 0) await clock.advance(10);
    expect(assigned()).toHaveLength(4_000);
    await clock.advance(40);
    expect(assigned()).toHaveLength(4_100);
  });

  describe('a worker whose process died', () => {
    /** A worker that listens and beats, until it is told that its process died, or is stopped. */
    const startWorker = async (id: string) => {
      const is = { alive: true, running: true };
      const leases = fleet.connect(
        () => is.alive && is.running,
        () => is.alive,
      );
      leases.onAssigned(id, () => undefined);
      await register(id, 1_000);
      const beat = () => {
        const renew = () => leases.heartbeat({ workerId: id, ttlMs: 1_000, revision: 0, unackedMs: 0 });
        void renew().catch(() => undefined);
        if (is.alive) clock.after(250, beat);
      };
      beat();
      return is;
    };
    const ownersAfter = async (ms: number) => {
      await clock.advance(ms);
      return new Set(assigned().map((line) => line.split(' ')[1]));
    };

    it('is replaced long before its lease runs out', async () => {
      start('c1');
      const first = await startWorker('w1');
      await startWorker('w2');
      expect(await ownersAfter(4_000)).toEqual(new Set(['w1', 'w2']));
      first.alive = false;
      expect(await ownersAfter(400)).toEqual(new Set(['w2']));
    });

    it('is replaced when its lease runs out, no sooner, while its connections stay open', async () => {
      start('c1');
      const first = await startWorker('w1');
      await startWorker('w2');
      await clock.advance(4_000);
      first.running = false;
      expect(await ownersAfter(700)).toEqual(new Set(['w1', 'w2']));
      expect(await ownersAfter(600)).toEqual(new Set(['w2']));
    });

    it('keeps its slots if it beats, though nobody seems to listen', async () => {
      start('c1');
      await startWorker('w1');
      await register('deaf', 60_000);
      await clock.advance(4_000);
      expect(await ownersAfter(5_000)).toEqual(new Set(['w1', 'deaf']));
    });
  });

  it('leads alone, and hands over at once when it is stopped', async () => {
    const first = start('c1');
    const second = start('c2');
    await clock.advance(1_000);
    expect([first.term() === null, second.term() === null]).toEqual([false, true]);
    await first.stop();
    await clock.advance(30);
    expect(second.term()).not.toBeNull();
  });

  it('finds lost workers at once when it takes over, having watched meanwhile', async () => {
    const reach = { isOn: true };
    start('c1', reach);
    const second = start('c2');
    await register('w1');
    await register('w2', 5_000);
    await clock.advance(4_000);
    expect(
      assigned()
        .map((line) => line.split(' ')[1])
        .sort(),
    ).toEqual(['w1', 'w2']);
    reach.isOn = false;
    await clock.advance(2_600);
    expect(second.term()).not.toBeNull();
    expect(assigned()).toEqual(['A1#0 w1', 'A1#1 w1']);
  });

  it('stops leading, by its own clock, before another one can lead', async () => {
    const reach = { isOn: true };
    const first = start('c1', reach);
    const second = start('c2');
    await clock.advance(1_000);
    reach.isOn = false;
    for (let step = 0; step < 30; step++) {
      await clock.advance(100);
      expect(first.term() === null || second.term() === null).toBe(true);
    }
    expect(second.term()).not.toBeNull();
  });

  it('leaves no timer behind', async () => {
    const coordinator = start('c1');
    await clock.advance(1_000);
    await coordinator.stop();
    expect(clock.timers).toBe(0);
  });
});
