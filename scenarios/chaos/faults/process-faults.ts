import type { App } from '../../support/processes.ts';
import { until } from '../../support/until.ts';
import { type Fault, mostlyShort, NOTHING_TO_UNDO, placeOf, placesOf, signal } from './fault.ts';

const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/** Ends a process without a word. Its supervisor starts another in its place. */
const kill = (app: App, weight: number): Fault => ({
  name: `kill ${app}`,
  weight,
  targets: (aims) => placesOf(aims, app),
  durationMs: () => 0,
  async begin(world, target) {
    signal(world, placeOf(world, target), 'SIGKILL');
    return NOTHING_TO_UNDO;
  },
});

/** As a debugger, a full memory or a sleeping machine does it: the process knows nothing of the time that passed. */
const pause = (app: App, weight: number): Fault => ({
  name: `pause ${app}`,
  weight,
  targets: (aims) => placesOf(aims, app),
  durationMs: (random) => mostlyShort(random, MIN_PAUSE_MS, MAX_PAUSE_MS),
  async begin(world, target) {
    const place = placeOf(world, target);
    const { pid } = place;
    if (!signal(world, place, 'SIGSTOP')) return NOTHING_TO_UNDO;
    return async () => {
      if (place.pid === pid) signal(world, place, 'SIGCONT');
    };
  },
});

/** Every socket worker is asked to stop, one after the other, each only once the one before is replaced. */
const rollingRestart: Fault = {
  name: 'rolling restart',
  weight: 1,
  targets: (aims) => [placesOf(aims, 'socket-worker').join(' ')],
  durationMs: () => 0,
  async begin(world, target) {
    for (const name of target.split(' ')) {
      const place = placeOf(world, name);
      const { pid } = place;
      if (!signal(world, place, 'SIGTERM')) continue;
      await until(`${name} is replaced`, () => place.pid !== undefined && place.pid !== pid);
      await until('every app has a connection', async () =>
        (await world.stage.simulator.control.state()).apps.every(({ connections }) =>
          connections.some(({ state }) => state === 'open'),
        ),
      );
    }
    return NOTHING_TO_UNDO;
  },
};

export const PROCESS_FAULTS: readonly Fault[] = [
  kill('socket-worker', 22),
  kill('task-worker', 18),
  kill('coordinator', 8),
  kill('gateway', 2),
  pause('socket-worker', 7),
  pause('task-worker', 5),
  pause('coordinator', 2),
  rollingRestart,
];
