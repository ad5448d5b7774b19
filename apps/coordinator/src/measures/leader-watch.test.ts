import type { WantedApp } from '@muster/fleet';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { createMemoryFleet } from '@muster/leases/testing';
import { createMetrics } from '@muster/process';
import type { GapNote } from '@muster/store';
import { expect, it } from 'vitest';
import { createCoordinator } from '../coordinator.ts';
import { createCoordinatorMeasures } from './coordinator-measures.ts';
import { createGapRecorder } from './gap-recorder.ts';
import { createLeaderWatch } from './leader-watch.ts';

/** A coordinator that is watched, over the fleet in memory, and workers that connect what they are given at once. */
function setUp() {
  const clock = new VirtualClock();
  const fleet = createMemoryFleet({ clock });
  const notes: GapNote[] = [];
  const gaps = {
    note: async (some: readonly GapNote[]) => void notes.push(...some),
    open: async () => new Map(),
    list: async () => [],
  };
  const wanted: WantedApp[] = [{ appId: 'A', slots: 1 }];
  const log = recordingLog();
  const start = (id: string) => {
    const metrics = createMetrics({ process: 'coordinator', processId: id, runtime: false });
    const recorder = createGapRecorder({ gaps, clock, log });
    const watch = createLeaderWatch(createCoordinatorMeasures(metrics), recorder);
    const leases = fleet.connect();
    const store = {
      apps: { wanted: async () => wanted },
      slots: { highestEpochs: async () => new Map<string, bigint>() },
    };
    const coordinator = createCoordinator({ id, leases, store, watch, clock, log });
    coordinator.start();
    const read = async (name: string) => {
      const { body } = await metrics.render();
      const line = new RegExp(`^${name.replace(/[{}"]/g, '\\$&')}\\S* (.*)$`, 'm').exec(body);
      return line ? Number(line[1]) : null;
    };
    return { coordinator, read };
  };
  const startWorker = async (id: string) => {
    const is = { alive: true, connects: true };
    const leases = fleet.connect(() => is.alive);
    leases.onAssigned(id, () => undefined);
    const worker = { id, pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity: 9 };
    await leases.register({ worker, isDraining: false, inventory: [], ttlMs: 1_000 });
    const beat = async () => {
      if (!is.alive) return;
      clock.after(250, () => void beat());
      await leases.heartbeat({ workerId: id, ttlMs: 1_000, revision: 0, unackedMs: 0 });
      for (const [slot, { workerId, epoch }] of fleet.state.assignments)
        if (workerId === id && is.connects && fleet.state.workers.get(id)?.held.get(slot)?.epoch !== epoch)
          await leases.report(id, [{ slot, epoch, state: 'live', detail: '' }]);
    };
    void beat();
    return is;
  };
  return { clock, fleet, wanted, notes, start, startWorker };
}

it('shows who leads, and for which term', async () => {
  const { clock, fleet, start } = setUp();
  const first = start('c1');
  await clock.advance(100);
  const second = start('c2');
  await clock.advance(1_000);
  expect([await first.read('muster_leader{'), await second.read('muster_leader{')]).toEqual([1, 0]);
  expect(await first.read('muster_leader_term')).toBe(Number(fleet.state.leader?.term));
  expect(await second.read('muster_leader_term')).toBe(null);
  expect([first.coordinator.isInTouch(), second.coordinator.isInTouch()]).toEqual([true, true]);
  await first.coordinator.stop();
  await clock.advance(1_000);
  expect(await second.read('muster_leader{')).toBe(1);
});

it('times a takeover and the gap of an app whose only worker died, and notes the gap', async () => {
  const { clock, fleet, notes, start, startWorker } = setUp();
  const { read } = start('c1');
  const first = await startWorker('w1');
  await clock.advance(5_000);
  expect(await read('muster_assignments_total{reason="new"')).toBe(1);
  const second = await startWorker('w2');
  second.connects = false;
  await clock.advance(1_000);
  first.alive = false;
  await clock.advance(3_000);
  expect(await read('muster_takeovers_pending')).toBe(1);
  expect(await read('muster_apps_without_connection')).toBe(1);
  expect(await read('muster_app_gap_longest_seconds')).toBeGreaterThan(2.5);
  expect(notes).toMatchObject([{ appId: 'A', ended: null }]);
  second.connects = true;
  await clock.advance(1_000);
  expect(await read('muster_assignments_total{reason="lost"')).toBe(1);
  expect(await read('muster_takeover_seconds_count')).toBe(1);
  expect(await read('muster_app_gap_seconds_count')).toBe(1);
  const took = await read('muster_takeover_seconds_sum');
  expect(took).toBeGreaterThan(3);
  expect(took).toBeLessThan(4);
  expect(await read('muster_app_gap_seconds_sum')).toBe(took);
  expect(notes.at(-1)).toMatchObject({ appId: 'A', since: null, ended: { seconds: took } });
  expect(await read('muster_apps_without_connection')).toBe(0);
  expect(fleet.state.assignments.get('A#0')?.workerId).toBe('w2');
});

it('takes a wiped table for no gap and no takeover', async () => {
  const { clock, fleet, notes, start, startWorker } = setUp();
  const { read } = start('c1');
  await startWorker('w1');
  await clock.advance(5_000);
  fleet.wipe();
  const held = [{ slot: 'A#0', epoch: 1n, state: 'live' as const, detail: '' }];
  const worker = { id: 'w1', pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity: 9 };
  await clock.advance(500);
  await fleet.connect().register({ worker, isDraining: false, inventory: held, ttlMs: 1_000 });
  await clock.advance(5_000);
  expect(await read('muster_assignments_total{reason="adopted"')).toBe(1);
  expect(await read('muster_app_gap_seconds_count')).toBe(0);
  expect(await read('muster_takeover_seconds_count')).toBe(0);
  expect(notes).toEqual([]);
});

it('shows slots that nobody can take, and stops showing them when it leads no more', async () => {
  const { clock, wanted, start } = setUp();
  wanted.push({ appId: 'B', slots: 2 });
  const { coordinator, read } = start('c1');
  await clock.advance(5_000);
  expect(await read('muster_slots_waiting')).toBe(3);
  await coordinator.stop();
  expect(await read('muster_slots_waiting')).toBe(null);
  expect(await read('muster_leader{')).toBe(0);
});
