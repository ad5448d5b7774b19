import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import type { App, Fleet } from '../support/processes.ts';
import { prepareSlack, runLoad, TWO_OF_EACH } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const COMMANDS = 2_000;
/** Longer than a worker's lease, a reply's claim and Slack's patience for an ack. */
const PAUSE_MS = 5_000;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

it('loses nothing and does nothing twice while workers are stopped and continued, and the leader is killed', async () => {
  stage = await setStage('pauses');
  const outcome = await runLoad(stage, {
    cast: await prepareSlack(stage),
    counts: TWO_OF_EACH,
    count: COMMANDS,
    perSecond: 80,
    random: seededRandom(3),
    async faults(fleet, written) {
      const reach = (count: number) =>
        until(`${count} commands are written`, () => written() >= count, { everyMs: 10 });
      await reach(COMMANDS * 0.1);
      await pause(fleet, 'task-worker');
      await reach(COMMANDS * 0.4);
      await pause(fleet, 'socket-worker');
      await reach(COMMANDS * 0.7);
      fleet.places.find(({ app }) => app === 'coordinator')?.signal('SIGKILL');
      // A worker dies while nobody leads.
      fleet.places.find(({ app }) => app === 'socket-worker')?.signal('SIGKILL');
      expect(written()).toBeLessThan(COMMANDS);
    },
  });
  expect(outcome.verdict).toEqual(FAULTLESS);
  expect(outcome.epochs).toEqual({ fell: [], notRaised: [] });
  expect(outcome.secrets).toEqual([]);
  expect(outcome.connections.fewest).toBeGreaterThan(0);
  expect(outcome.connections.most).toBeLessThanOrEqual(10);
  expect(outcome.deaths).toEqual({
    'coordinator-1': 1,
    'socket-worker-1': 1,
    'socket-worker-2': 0,
    'task-worker-1': 0,
    'task-worker-2': 0,
  });
  expect(outcome.exitCodes).toEqual(outcome.exitCodes.map(() => 0));
});

/** As a debugger, a full memory or a sleeping machine does it: the process knows nothing of the time that passed. */
async function pause(fleet: Fleet, app: App): Promise<void> {
  const place = fleet.places.find((one) => one.app === app);
  expect(place?.signal('SIGSTOP')).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  expect(place?.signal('SIGCONT')).toBe(true);
}
