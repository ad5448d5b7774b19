import { seededRandom } from '@muster/fleet/testing';
import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import { runLoad } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';

const COMMANDS = 1_500;
const PER_SECOND = 80;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it.each([
  {
    name: 'Redis is killed and comes back after three seconds',
    async breakIt(stage: Stage) {
      await stage.killRedis();
      await wait(3_000);
      await stage.startRedis();
    },
  },
  {
    name: 'Redis is wiped',
    async breakIt(stage: Stage) {
      const redis = new Redis(stage.redisUrl);
      await redis.flushall();
      redis.disconnect();
    },
  },
  {
    name: 'Postgres is killed and comes back after two seconds',
    async breakIt(stage: Stage) {
      await stage.killPostgres();
      await wait(2_000);
      await stage.startPostgres();
    },
  },
])('loses nothing and does nothing twice while $name', async ({ name, breakIt }) => {
  const own = await setStage(name.toLowerCase().replaceAll(' ', '-'));
  stage = own;
  const { verdict, fleet } = await runLoad(own, {
    commands: COMMANDS,
    perSecond: PER_SECOND,
    random: seededRandom(1),
    async faults(_fleet, isOver) {
      await wait(4_000);
      await breakIt(own);
      await wait(4_000);
      // Twice in one run, and each time in the middle of it.
      if (!isOver()) await breakIt(own);
    },
  });
  expect(verdict).toEqual(FAULTLESS);
  // An outage is waited out: nobody dies of it.
  expect(fleet.places.map(({ name, deaths }) => ({ name, deaths }))).toEqual(
    fleet.places.map(({ name }) => ({ name, deaths: 0 })),
  );
});
