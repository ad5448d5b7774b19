import { afterEach, expect, it } from 'vitest';
import { type Stage, setStage } from '../support/stage.ts';
import { measureJoin } from '../support/worker-join.ts';

const SLOTS_PER_APP = 2;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** `npm run bench:join` tells how long it takes: 30 s are allowed, a few are needed. */
it('gives two more workers their share of 500 own apps with as few moves as it takes, and without a gap', async () => {
  stage = await setStage('own-apps-join');
  // As many as this Slack lets through, which limits here.
  const environment = { ...stage.environment, MUSTER_CONNECTS_PER_MINUTE: '50' };
  const joined = await measureJoin({ ...stage, environment }, { apps: 500, workers: 4, joining: 2 });
  const { after, moves, leastMoves, leasesLost, connections } = joined;
  expect(after).toHaveLength(6);
  expect(after.reduce((sum, n) => sum + n, 0)).toBe(1_000);
  expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
  expect(leastMoves).toBeGreaterThan(0);
  expect(moves).toBeGreaterThanOrEqual(leastMoves);
  // Where a lease ran out for want of processor time, its slots moved as well.
  if (leasesLost === 0) expect(moves).toBeLessThanOrEqual(Math.ceil(leastMoves * 1.01));
  expect(connections.gaps).toEqual([]);
  expect(connections.fewest).toBeGreaterThan(0);
  expect(connections.most).toBeLessThanOrEqual(leasesLost > 0 ? 10 : SLOTS_PER_APP + 2);
  expect(joined.exitCodes).toEqual(joined.exitCodes.map(() => 0));
});
