import type { Random } from '@muster/fleet';
import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import type { Fleet } from '../support/processes.ts';
import { runLoad } from '../support/run-load.ts';
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
  const { verdict, fleet } = await runLoad(stage, {
    commands: COMMANDS,
    perSecond: 80,
    random,
    faults: (running, isOver) => killWorkers(running, random, isOver),
  });
  expect(verdict, `seed ${seed}`).toEqual(FAULTLESS);
  const deaths = fleet.places.map((place) => place.deaths).reduce((sum, n) => sum + n, 0);
  expect(deaths).toBeGreaterThan(15);
});

async function killWorkers(fleet: Fleet, random: Random, isOver: () => boolean): Promise<void> {
  const workers = fleet.places.filter(({ app }) => app === 'socket-worker' || app === 'task-worker');
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, KILL_EVERY_MS));
    workers[Math.floor(random.next() * workers.length)]?.kill();
  }
}
