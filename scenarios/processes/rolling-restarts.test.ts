import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import { countLostLeases } from '../support/lost-leases.ts';
import { runRollingRestarts } from '../support/rolling-restarts.ts';
import { type Stage, setStage } from '../support/stage.ts';

const SLOTS_PER_APP = 2;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** `npm run bench:rolling` does the same with 20 restarts. */
it('replaces socket workers under load: no app is ever without a connection, no event is lost', async () => {
  stage = await setStage('rolling-restarts');
  const { outcome, restarts } = await runRollingRestarts(stage, {
    restarts: 3,
    workers: 3,
    sharedApps: 1,
    ownApps: 8,
    perSecond: 40,
    random: seededRandom(5),
  });
  expect(restarts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(outcome.verdict).toEqual(FAULTLESS);
  expect(outcome.connections.gaps).toEqual([]);
  expect(outcome.connections.fewest).toBeGreaterThan(0);
  // A worker that has no time for its lease is suspected, and then one more is opened.
  const isSuspected = countLostLeases(stage) > 0;
  expect(outcome.connections.most).toBeLessThanOrEqual(isSuspected ? 10 : SLOTS_PER_APP + 2);
  expect(outcome.epochs).toEqual({ fell: [], notRaised: [] });
  expect(outcome.secrets).toEqual([]);
  expect(outcome.said.length).toBeGreaterThan(0);
  expect(Object.values(outcome.deaths).every((deaths) => deaths === 0)).toBe(true);
  expect(outcome.exitCodes).toEqual(outcome.exitCodes.map(() => 0));
});
