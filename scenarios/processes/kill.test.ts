import type { Random } from '@muster/fleet';
import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import type { Fleet } from '../support/processes.ts';
import { prepareSlack, runLoad, TWO_OF_EACH } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';

const COMMANDS = 5_000;
const KILL_EVERY_MS = 2_000;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

it('loses nothing and does nothing twice while a random worker is killed every two seconds', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  stage = await setStage('kill');
  const kills: Record<string, number> = {};
  const outcome = await runLoad(stage, {
    cast: await prepareSlack(stage),
    counts: TWO_OF_EACH,
    count: COMMANDS,
    perSecond: 80,
    random,
    async faults(fleet, written) {
      for (const { name } of fleet.places) kills[name] = 0;
      await killWorkers(fleet, random, kills, () => written() >= COMMANDS);
    },
  });
  expect(outcome.verdict, `seed ${seed}`).toEqual(FAULTLESS);
  expect(outcome.epochs).toEqual({ fell: [], notRaised: [] });
  expect(outcome.secrets).toEqual([]);
  expect(outcome.connections.most).toBeLessThanOrEqual(10);
  // Whoever died was killed: nobody crashed besides.
  expect(outcome.deaths).toEqual(kills);
  expect(Object.values(kills).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(15);
  expect(outcome.exitCodes).toEqual(outcome.exitCodes.map(() => 0));
  // And nobody takes the app for the cause.
  const { rows } = await stage.sql.query('SELECT poison_reason FROM apps');
  expect(rows).toEqual([{ poison_reason: null }]);
});

/** Counts its kills by place. */
async function killWorkers(
  fleet: Fleet,
  random: Random,
  kills: Record<string, number>,
  isOver: () => boolean,
): Promise<void> {
  const workers = fleet.places.filter(({ app }) => app === 'socket-worker' || app === 'task-worker');
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, KILL_EVERY_MS));
    if (isOver()) return;
    const worker = workers[Math.floor(random.next() * workers.length)];
    if (worker?.signal('SIGKILL')) kills[worker.name] = (kills[worker.name] ?? 0) + 1;
  }
}
