import { seededRandom } from '@muster/fleet/testing';
import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import { prepareSlack, runLoad, TWO_OF_EACH } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const COMMANDS = 1_500;
const PER_SECOND = 80;
/** How many commands are written when it breaks: twice in one run. */
const BREAKS_AT = [COMMANDS * 0.2, COMMANDS * 0.6];

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
  const outcome = await runLoad(own, {
    cast: await prepareSlack(own),
    counts: TWO_OF_EACH,
    count: COMMANDS,
    perSecond: PER_SECOND,
    random: seededRandom(1),
    async faults(_fleet, written) {
      for (const count of BREAKS_AT) {
        await until(`${count} commands are written`, () => written() >= count, { everyMs: 10 });
        await breakIt(own);
        // Whole again, and still in the middle of the load.
        expect(written()).toBeLessThan(COMMANDS);
      }
    },
  });
  expect(outcome.verdict).toEqual(FAULTLESS);
  expect(outcome.epochs).toEqual({ fell: [], notRaised: [] });
  expect(outcome.secrets).toEqual([]);
  // Never without a connection; one worker wrongly suspected costs no more than a second holder of each slot.
  expect(outcome.connections.fewest).toBeGreaterThan(0);
  expect(outcome.connections.most).toBeLessThanOrEqual(4);
  // An outage is waited out: nobody dies of it.
  expect(outcome.deaths).toEqual(Object.fromEntries(Object.keys(outcome.deaths).map((place) => [place, 0])));
  expect(outcome.exitCodes).toEqual(outcome.exitCodes.map(() => 0));
});
