import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import { joinCasts } from '../support/join-casts.ts';
import type { Fleet } from '../support/processes.ts';
import { prepareSlack, runLoad, TWO_OF_EACH } from '../support/run-load.ts';
import { readShares } from '../support/settled.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const APPS = 6;
const SLOTS = 2 * APPS;
/** Placement leaves nobody above 1.25 times the mean. */
const FAIR_SHARE_OF_THREE = (SLOTS / 3) * 1.25;
const COMMANDS = 1_200;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

it('gives a new worker its share and takes a leaving one’s over, under load, without a gap for any app', async () => {
  const own = await setStage('join');
  stage = own;
  const casts = [];
  for (let n = 0; n < APPS; n++) casts.push(await prepareSlack(own, { workspaces: 1, people: 2 }));
  const shares = () => readShares(own.sql);
  const areLive = (each: readonly number[], workers: number) =>
    each.length === workers && each.reduce((sum, n) => sum + n, 0) === SLOTS;
  /** Two workers, twins apart: each has one slot of every app. */
  const areSettled = async () => String(await shares()) === `${APPS},${APPS}`;

  const changeWorkers = async (fleet: Fleet) => {
    fleet.add('socket-worker');
    await until('the new worker has its share', async () => {
      const each = await shares();
      return areLive(each, 3) && each.every((n) => n <= FAIR_SHARE_OF_THREE);
    });
    for (const kind of ['socket-worker', 'task-worker'])
      expect(await fleet.places.find(({ app }) => app === kind)?.retire()).toBe(0);
    await until('the others took over', areSettled);
  };

  const outcome = await runLoad(own, {
    cast: joinCasts(casts),
    counts: TWO_OF_EACH,
    count: COMMANDS,
    perSecond: 40,
    random: seededRandom(7),
    ready: areSettled,
    faults: changeWorkers,
  });
  expect(outcome.verdict).toEqual(FAULTLESS);
  expect(outcome.epochs).toEqual({ fell: [], notRaised: [] });
  expect(outcome.secrets).toEqual([]);
  expect(outcome.connections.fewest).toBeGreaterThan(0);
  expect(outcome.connections.most).toBeLessThanOrEqual(4);
  expect(Object.values(outcome.deaths).every((deaths) => deaths === 0)).toBe(true);
  expect(outcome.exitCodes).toEqual(outcome.exitCodes.map(() => 0));
});
