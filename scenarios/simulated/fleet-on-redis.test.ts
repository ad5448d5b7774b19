import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis } from '@muster/embedded';
import { testServices } from '@muster/embedded/testing';
import { appOfSlot, slotName, type WantedApp } from '@muster/fleet';
import { recordingLog, seededRandom } from '@muster/fleet/testing';
import { createLeaseStore, type LeaseStore } from '@muster/leases';
import { wipeRedis } from '@muster/leases/testing';
import { systemClock } from '@muster/process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Coordinator, createCoordinator } from '../../apps/coordinator/src/coordinator.ts';
import { until } from '../support/until.ts';
import { createProcessClock } from './process-clock.ts';
import { SimulatedPostgres } from './simulated-postgres.ts';
import { SimulatedSlack } from './simulated-slack.ts';
import { type SimulatedWorker, startSimulatedWorker } from './simulated-worker.ts';

const APPS: WantedApp[] = Array.from({ length: 8 }, (_, at) => ({ appId: `A${at}`, slots: 2 }));
const SLOTS = APPS.flatMap(({ appId }) => [slotName(appId, 0), slotName(appId, 1)]);

/** Real coordinators and lease keepers on a real Redis in real time; only the connections are pretended. */
describe('a fleet on redis', { timeout: 90_000 }, () => {
  let url: string;
  let prefix: string;
  let stores: LeaseStore[];
  let workers: SimulatedWorker[];
  let coordinators: Coordinator[];
  let closed: string[];
  let wanted: WantedApp[];
  const storeOf = new Map<string, LeaseStore>();
  let postgres: SimulatedPostgres;
  let slack: SimulatedSlack;
  const random = seededRandom(7);

  beforeEach(() => {
    url = testServices().redisUrl;
    prefix = `test:${randomBytes(6).toString('hex')}`;
    stores = [];
    workers = [];
    coordinators = [];
    closed = [];
    wanted = APPS;
    postgres = new SimulatedPostgres(random, (wrong) => {
      throw new Error(wrong);
    });
    slack = new SimulatedSlack(systemClock, random, { onOpen: () => undefined, onCount: () => undefined });
  });
  afterEach(async () => {
    for (const coordinator of coordinators) await coordinator.stop();
    for (const worker of workers) worker.kill();
    slack.close();
    for (const store of stores) await store.close();
    if (url === testServices().redisUrl) await wipeRedis(url, prefix);
  });

  /** As a killed process: nothing of it runs on, and the kernel closes its connections. */
  const kill = (worker: SimulatedWorker) => {
    worker.kill();
    void storeOf.get(worker.id)?.close();
  };
  const open = (clock = createProcessClock(systemClock)) => {
    const store = createLeaseStore({ url, prefix, log: recordingLog(), clock });
    stores.push(store);
    return store;
  };
  const startWorker = (id: string) => {
    const clock = createProcessClock(systemClock);
    const store = open(clock);
    storeOf.set(id, store);
    const worker = startSimulatedWorker(id, 100, clock, {
      leases: store,
      slack,
      postgres,
      random,
      log: recordingLog(),
      isReachable: () => true,
      ears: { onEnvelope: async () => undefined, onGarbage: () => undefined, unackedMs: () => 0 },
      onSlot(slot, _worker, _isLive, isLetGo) {
        if (isLetGo) closed.push(slot);
      },
    });
    workers.push(worker);
    return worker;
  };
  const startCoordinator = (id: string) => {
    const coordinator = createCoordinator({
      id,
      leases: open(),
      store: {
        apps: { wanted: async () => wanted },
        slots: { highestEpochs: async () => new Map(postgres.epochs) },
      },
      clock: systemClock,
      log: recordingLog(),
    });
    coordinator.start();
    coordinators.push(coordinator);
  };
  const liveSlots = () => workers.flatMap((worker) => (worker.clock.isAlive ? worker.live() : []));
  const rest = (what: string) =>
    until(what, () => liveSlots().toSorted().join() === SLOTS.toSorted().join(), {
      deadlineMs: 60_000,
      everyMs: 20,
      describe: () => `live: ${liveSlots().toSorted().join(' ')}`,
    });
  const appsOf = (worker: SimulatedWorker) => worker.live().map(appOfSlot);

  it('fills all slots, then gives those of a killed worker to the others', async () => {
    startCoordinator('c1');
    const [first] = [startWorker('w1'), startWorker('w2'), startWorker('w3')];
    await rest('all slots are live');
    for (const worker of workers) expect(new Set(appsOf(worker)).size).toBe(appsOf(worker).length);
    kill(first);
    await rest('the slots of the killed worker are live again');
    const { workers: pictured, slots } = await (stores[0] as LeaseStore).fleet();
    await until('the killed worker is off the list', async () =>
      (await (stores[0] as LeaseStore).fleet()).workers.every(({ id }) => id !== 'w1'),
    );
    expect(pictured.length).toBeGreaterThanOrEqual(2);
    expect(slots.map(({ slot }) => slot)).toEqual(SLOTS.toSorted());
    expect(slots.every(({ state }) => state === 'live')).toBe(true);
  });

  it('gives a worker that joins its share, and no app is without a live connection meanwhile', async () => {
    startCoordinator('c1');
    startWorker('w1');
    await rest('all slots are live');
    const gaps: string[] = [];
    const joined = startWorker('w2');
    await until(
      'the new worker has its share and nothing is held twice',
      () => {
        const live = new Set(liveSlots().map(appOfSlot));
        for (const { appId } of APPS) if (!live.has(appId)) gaps.push(appId);
        return joined.live().length === 8 && liveSlots().length === 16;
      },
      { deadlineMs: 60_000, everyMs: 5 },
    );
    expect(gaps).toEqual([]);
    expect(new Set(appsOf(joined)).size).toBe(8);
    expect(closed).toHaveLength(8);
  });

  it('adopts what workers hold after a wipe, under higher epochs, and closes nothing', async () => {
    startCoordinator('c1');
    startCoordinator('c2');
    startWorker('w1');
    startWorker('w2');
    await rest('all slots are live');
    const store = stores[0] as LeaseStore;
    const before = (await store.observe()).state.assignments;
    const heldBefore = workers.map((worker) => worker.live().toSorted());
    await wipeRedis(url, prefix);
    await until(
      'everything is assigned again',
      async () => (await store.observe()).state.assignments.size === 16,
    );
    const after = (await store.observe()).state.assignments;
    for (const [slot, { workerId, epoch }] of before) {
      expect(after.get(slot)?.workerId).toBe(workerId);
      expect(after.get(slot)?.epoch).toBeGreaterThan(epoch);
    }
    expect(workers.map((worker) => worker.live().toSorted())).toEqual(heldBefore);
    expect(closed).toEqual([]);
  });

  it('releases what is no longer wanted as soon as it is told', async () => {
    startCoordinator('c1');
    startWorker('w1');
    await rest('all slots are live');
    wanted = [];
    const store = stores[0] as LeaseStore;
    await store.nudge();
    await until('nothing is held or known any more', async () => {
      const { state } = await store.observe();
      return liveSlots().length === 0 && state.assignments.size === 0;
    });
  });

  it('keeps its connections while redis is dead, and goes on when it is back, empty', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-fleet-'));
    const cacheDir = path.resolve(import.meta.dirname, '../../.cache');
    const start = (port: number) =>
      startRedis({ dir: folder, cacheDir, port, durable: false, clock: systemClock });
    let redis = await start(0);
    try {
      url = redis.url;
      startCoordinator('c1');
      startWorker('w1');
      startWorker('w2');
      await rest('all slots are live');
      const heldBefore = workers.map((worker) => worker.live().toSorted());
      redis.kill();
      await redis.exited;
      const store = stores[0] as LeaseStore;
      await expect(store.observe()).rejects.toMatchObject({ code: 'redis_unavailable', retryable: true });
      await until('the leader knows that it leads no more', () =>
        coordinators.every((one) => one.term() === null),
      );
      redis = await start(redis.port);
      await until('everything is assigned again', async () => {
        const seen = await store.observe().catch(() => null);
        return seen?.state.assignments.size === 16;
      });
      expect(workers.map((worker) => worker.live().toSorted())).toEqual(heldBefore);
      expect(closed).toEqual([]);
    } finally {
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
