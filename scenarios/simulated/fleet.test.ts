import { describe, expect, it } from 'vitest';
import { checkNoGap } from './checkers/check-connections.ts';
import { type FaultMix, injectFault, NO_FAULTS } from './random-faults.ts';
import { checkAtRest, optionsOf, runSeed } from './run-seed.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

async function startFleet(seed: number, workers = 3): Promise<SimulatedFleet> {
  const fleet = new SimulatedFleet({ seed, workers, coordinators: 2, apps: 6, slotsPerApp: 2 });
  await fleet.run(5_000);
  return fleet;
}

/** What must be true of a fleet that was left alone for a while. */
function expectAtRest(fleet: SimulatedFleet): void {
  checkAtRest(fleet);
  expect(fleet.history.violations).toEqual([]);
}

function holdersOf(fleet: SimulatedFleet, slot: string): string[] {
  return [...fleet.watch.holders(slot)];
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
    fleet.leader()?.clock.kill();
    await fleet.run(2_500);
    const next = fleet.coordinators.filter(
      ({ clock, coordinator }) => clock.isAlive && coordinator.term() !== null,
    );
    expect(next).toHaveLength(1);
  });

  it('closes nothing and moves nothing when redis is wiped', async () => {
    const fleet = await startFleet(4);
    const before = new Map(fleet.slots().map((slot) => [slot, holdersOf(fleet, slot)]));
    const epochs = new Map([...fleet.memory.state.assignments].map(([slot, { epoch }]) => [slot, epoch]));
    fleet.wipeRedis();
    for (let step = 0; step < 60; step++) {
      await fleet.run(100);
      for (const slot of fleet.slots()) expect(holdersOf(fleet, slot)).toEqual(before.get(slot));
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
    for (const [slot, epoch] of fleet.postgres.epochs)
      expect(fleet.memory.state.assignments.get(slot)?.epoch).toBeGreaterThanOrEqual(epoch);
  });

  it('moves nothing from a worker that is still stopped when redis is wiped, and back within three seconds', async () => {
    const fleet = await startFleet(6);
    const [worker] = fleet.running();
    const held = worker?.live();
    worker?.clock.pause();
    fleet.wipeRedis();
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

  it('never leaves an app without a live connection while workers only join and drain', async () => {
    const planned: FaultMix = { ...NO_FAULTS, joinWorker: 1, drainWorker: 1 };
    for (let seed = 1; seed <= 50; seed++) {
      const fleet = await startFleet(seed, 1 + (seed % 3));
      const gaps: string[] = [];
      for (let change = 0; change < 6; change++) {
        injectFault(fleet, planned);
        for (let step = 0; step < 10; step++) {
          await fleet.run(fleet.random.next() * 100);
          for (const { appId } of fleet.wanted) gaps.push(...checkNoGap(appId, fleet.liveOf(appId)));
        }
      }
      await fleet.run(30_000);
      expect({ seed, gaps }).toEqual({ seed, gaps: [] });
      expectAtRest(fleet);
    }
  }, 180_000);

  it('moves only the slots of workers that are killed or drained', async () => {
    const fleet = new SimulatedFleet({ seed: 9, workers: 6, coordinators: 2, apps: 60, slotsPerApp: 2 });
    await fleet.run(10_000);
    const [killed, drained] = fleet.running();
    if (!killed || !drained) throw new Error('no workers');
    fleet.kill(killed);
    await fleet.run(3_000);
    drained.drain();
    await fleet.run(20_000);
    expect(drained.clock.isAlive).toBe(false);
    expect(fleet.watch.moves.check(120)).toEqual([]);
    expectAtRest(fleet);
  });

  it('does the same once more, down to the last line, when a seed is replayed', async () => {
    for (const seed of [11, 12]) {
      const [first, second] = [await runSeed(optionsOf(seed)), await runSeed(optionsOf(seed))];
      expect(first.lines.length).toBeGreaterThan(5);
      expect(second).toEqual(first);
    }
  });
});
