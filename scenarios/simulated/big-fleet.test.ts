import { expect, it } from 'vitest';
import { checkServed } from './checkers/check-connections.ts';
import { checkAtRest } from './run-seed.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

/** A tenth of 200 workers with 20,000 slots, which `npm run simulate -- --workers 200 --apps 10000 …` runs. */
const WORKERS = 20;
const APPS = 1_000;

it('serves a thousand apps while workers are killed, join and drain, and moves no more slots than it must', async () => {
  const fleet = new SimulatedFleet({
    seed: 1,
    workers: WORKERS,
    coordinators: 2,
    apps: APPS,
    slotsPerApp: 2,
    capacity: 200,
  });
  await fleet.run(8_000);
  const [first, second, third] = fleet.running();
  if (!first || !second || !third) throw new Error('no workers');
  fleet.kill(first);
  fleet.kill(second);
  await fleet.run(2_000);
  const served = fleet.wanted.map(({ appId }) => ({ appId, live: fleet.liveOf(appId), isHealthy: true }));
  expect(checkServed(served, 2_000)).toEqual([]);
  third.drain();
  await fleet.run(15_000);
  expect(third.clock.isAlive).toBe(false);
  expect(fleet.watch.moves.check(2 * APPS)).toEqual([]);
  fleet.startWorker();
  await fleet.run(10_000);
  checkAtRest(fleet);
  expect(fleet.history.violations).toEqual([]);
}, 180_000);
