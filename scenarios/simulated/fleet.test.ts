import { appOfSlot } from '@muster/fleet';
import { describe, expect, it } from 'vitest';
import { type FaultMix, injectFault, NO_FAULTS } from './random-faults.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

const SEEDS = 200;

/** Everything but wipes together with clock steps: no memory could tell a term after both from one before. */
const faultsOf = (seed: number): FaultMix => ({
  killWorker: 4,
  pauseWorker: 3,
  joinWorker: 2,
  drainWorker: 2,
  killCoordinator: 2,
  pauseCoordinator: 2,
  redisAway: 2,
  postgresAway: 1,
  wipeRedis: seed % 2 === 0 ? 3 : 0,
  rewindRedis: seed % 2 === 0 ? 2 : 0,
  stepClock: seed % 2 === 1 ? 2 : 0,
});

async function startFleet(seed: number, workers = 3): Promise<SimulatedFleet> {
  const fleet = new SimulatedFleet({ seed, workers, coordinators: 2, apps: 6, slotsPerApp: 2 });
  await fleet.run(5_000);
  return fleet;
}

/** What must be true of a fleet that was left alone for a while. */
function expectAtRest(fleet: SimulatedFleet): void {
  expect(fleet.violations).toEqual([]);
  for (const slot of fleet.slots()) {
    const holders = fleet.holders(slot).map(({ id }) => id);
    expect({ slot, holders: holders.length }).toEqual({ slot, holders: 1 });
    expect(fleet.memory.state.assignments.get(slot)?.workerId).toBe(holders[0]);
  }
  const open = [...fleet.memory.state.workers.values()].filter(({ isDraining }) => !isDraining);
  if (open.length < 2) return;
  for (const { appId } of fleet.wanted) {
    const owners = [...fleet.memory.state.assignments]
      .filter(([slot]) => appOfSlot(slot) === appId)
      .map(([, { workerId }]) => workerId);
    expect(new Set(owners).size).toBe(owners.length);
  }
}

describe('a simulated fleet', () => {
  it('fills all slots, twins apart, once workers had time to register', async () => {
    const fleet = await startFleet(1);
    expectAtRest(fleet);
  });

  it('has every slot of a killed worker live elsewhere within two seconds', async () => {
    const fleet = await startFleet(2);
    const [victim] = fleet.running();
    if (!victim) throw new Error('no worker');
    expect(victim.live().length).toBeGreaterThan(0);
    fleet.kill(victim);
    await fleet.run(2_000);
    expectAtRest(fleet);
  });

  it('goes on under a new leader within two and a half seconds when the leader is killed', async () => {
    const fleet = await startFleet(3);
    const leader = fleet.coordinators.find(({ coordinator }) => coordinator.term() !== null);
    leader?.clock.kill();
    await fleet.run(2_500);
    const next = fleet.coordinators.filter(
      ({ clock, coordinator }) => clock.isAlive && coordinator.term() !== null,
    );
    expect(next).toHaveLength(1);
  });

  it('closes nothing and moves nothing when redis is wiped', async () => {
    const fleet = await startFleet(4);
    const before = new Map(fleet.slots().map((slot) => [slot, fleet.holders(slot)[0]?.id]));
    const epochs = new Map([...fleet.memory.state.assignments].map(([slot, { epoch }]) => [slot, epoch]));
    fleet.memory.wipe();
    for (let step = 0; step < 60; step++) {
      await fleet.run(100);
      for (const slot of fleet.slots())
        expect(fleet.holders(slot).map(({ id }) => id)).toEqual([before.get(slot)]);
    }
    expectAtRest(fleet);
    for (const [slot, epoch] of epochs)
      expect(fleet.memory.state.assignments.get(slot)?.epoch).toBeGreaterThan(epoch);
  });

  it('settles on one connection for each slot when redis comes back without its last writes', async () => {
    const fleet = await startFleet(8, 1);
    fleet.startWorker();
    await fleet.run(2_500);
    expect(fleet.running().map((worker) => worker.live().length)).toEqual([6, 6]);
    fleet.rewind(3_000);
    await fleet.run(10_000);
    expectAtRest(fleet);
    for (const [slot, epoch] of fleet.postgres)
      expect(fleet.memory.state.assignments.get(slot)?.epoch).toBeGreaterThanOrEqual(epoch);
  });

  it('moves nothing from a worker that is still stopped when redis is wiped, and back within three seconds', async () => {
    const fleet = await startFleet(6);
    const [worker] = fleet.running();
    const held = worker?.live();
    worker?.clock.pause();
    fleet.memory.wipe();
    await fleet.run(2_200);
    worker?.clock.resume();
    await fleet.run(5_000);
    expect(worker?.live()).toEqual(held);
    expectAtRest(fleet);
  });

  it('lets a worker that was stopped for long come back without closing what nobody else has', async () => {
    const fleet = await startFleet(5, 1);
    const [worker] = fleet.running();
    worker?.clock.pause();
    await fleet.run(5_000);
    worker?.clock.resume();
    await fleet.run(3_000);
    expectAtRest(fleet);
    expect(worker?.live()).toHaveLength(12);
  });

  it(`keeps the invariants and heals, whatever happens, in ${SEEDS} seeds`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const fleet = await startFleet(seed);
      for (let fault = 0; fault < 6; fault++) {
        injectFault(fleet, faultsOf(seed));
        await fleet.run(fleet.random.next() * 2_500);
      }
      await fleet.run(15_000);
      try {
        if (fleet.running().length > 0) expectAtRest(fleet);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  }, 180_000);

  it('never leaves an app without a live connection while workers only join and drain', async () => {
    const planned: FaultMix = { ...NO_FAULTS, joinWorker: 1, drainWorker: 1 };
    for (let seed = 1; seed <= 50; seed++) {
      const fleet = await startFleet(seed, 1 + (seed % 3));
      const gaps: string[] = [];
      for (let change = 0; change < 6; change++) {
        injectFault(fleet, planned);
        for (let step = 0; step < 10; step++) {
          await fleet.run(fleet.random.next() * 100);
          for (const { appId } of fleet.wanted)
            if (fleet.liveOf(appId) === 0) gaps.push(`seed ${seed}: ${appId} has no live connection`);
        }
      }
      await fleet.run(8_000);
      expect(gaps).toEqual([]);
      expectAtRest(fleet);
    }
  }, 180_000);
});
