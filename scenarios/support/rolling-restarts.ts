import type { Random } from '@muster/fleet';
import { joinCasts } from './join-casts.ts';
import { type Cast, castPeople } from './people.ts';
import type { Fleet, Place } from './processes.ts';
import { type LoadOutcome, RETRY_DELAYS_MS, runLoad } from './run-load.ts';
import { type Rest, untilSettled } from './settled.ts';
import type { Stage } from './stage.ts';

export interface RollingOptions {
  /** How many restarts, each of one socket worker after the other. */
  readonly restarts: number;
  readonly workers: number;
  readonly sharedApps: number;
  readonly ownApps: number;
  /** Commands, of all people together. */
  readonly perSecond: number;
  readonly random: Random;
}

export interface Restart {
  readonly exitCode: number | null;
  /** From SIGTERM to the end of the process, and until its successor has its share. */
  readonly endedMs: number;
  readonly settledMs: number;
}

/**
 * Replaces socket workers one at a time, as a deploy does: SIGTERM, a new process once the old one ended, the next one
 * when all is settled. People write to every app all the while.
 */
export async function runRollingRestarts(
  stage: Stage,
  options: RollingOptions,
): Promise<{ readonly outcome: LoadOutcome; readonly restarts: readonly Restart[] }> {
  const { workers, perSecond, random } = options;
  await stage.simulator.control.changeSettings({ rateLimits: false, retryDelaysMs: RETRY_DELAYS_MS });
  const casts = await castApps(stage, options);
  const rest: Rest = { slots: casts.length * 2, workers };
  let restarts: readonly Restart[] = [];
  const outcome = await runLoad(stage, {
    cast: joinCasts(casts),
    counts: { coordinator: 1, 'socket-worker': workers, 'task-worker': 1 },
    perSecond,
    random,
    ready: () => untilSettled(stage, rest).then(() => true),
    async faults(fleet) {
      restarts = await restartWorkers(stage, fleet, rest, options.restarts);
    },
  });
  return { outcome, restarts };
}

async function restartWorkers(stage: Stage, fleet: Fleet, rest: Rest, count: number): Promise<Restart[]> {
  const workers: Place[] = fleet.places.filter(({ app }) => app === 'socket-worker');
  const restarts: Restart[] = [];
  while (restarts.length < count) {
    const startMs = performance.now();
    const exitCode = await workers.shift()?.retire();
    const endedMs = performance.now() - startMs;
    workers.push(fleet.add('socket-worker'));
    await untilSettled(stage, rest);
    restarts.push({ exitCode: exitCode ?? null, endedMs, settledMs: performance.now() - startMs });
  }
  return restarts;
}

/** A shared app has three workspaces, an own app one. */
async function castApps(stage: Stage, { sharedApps, ownApps }: RollingOptions): Promise<Cast[]> {
  const { simulator, store } = stage;
  const casts: Cast[] = [];
  for (let n = 0; n < sharedApps; n++)
    casts.push(await castPeople(simulator.control, store, { workspaces: 3, people: 6 }));
  for (let n = 0; n < ownApps; n++)
    casts.push(await castPeople(simulator.control, store, { kind: 'own', workspaces: 1, people: 2 }));
  return casts;
}
