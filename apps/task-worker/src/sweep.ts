import type { Clock, Log, Timer } from '@muster/fleet';
import type { Bell } from '@muster/queue';
import type { Store } from '@muster/store';

const EVERY_MS = 2_000;
/** A command that waits for longer than this was not rung, or its ring was lost with Redis. */
const COMMAND_WAITS_MS = 5_000;
const MAX_LANES = 500;
const CLEAN_EVERY_MS = 60_000;
const MAX_DELETED = 5_000;

export interface Sweeper {
  stop(): Promise<void>;
}

/**
 * Rings lanes that were forgotten: their ring was lost, Redis was wiped, or a process died with an unsent reply.
 * Every task worker sweeps; that two ring the same lane is harmless, for rings of a waiting lane count once.
 */
export function startSweeper(parts: {
  store: Pick<Store, 'sweeps'>;
  bell: Pick<Bell, 'ring'>;
  clock: Clock;
  log: Log;
}): Sweeper {
  const { store, bell, clock, log } = parts;
  let timer: Timer | undefined;
  let stopped = false;
  let cleanedAtMs = clock.monotonicMs();

  const sweep = async () => {
    const lanes = await store.sweeps.quietLanes(MAX_LANES, COMMAND_WAITS_MS);
    for (const { lane } of lanes) await bell.ring(lane, { key: null, name: 'sweep', args: {} });
    if (lanes.length > 0) log.info({ lanes: lanes.length }, 'rang forgotten lanes');
    if (clock.monotonicMs() - cleanedAtMs < CLEAN_EVERY_MS) return;
    // A busy fleet finishes more than one batch a minute: the next sweep goes on where much is left.
    if (!(await store.sweeps.deleteOld(MAX_DELETED))) cleanedAtMs = clock.monotonicMs();
  };
  let running: Promise<void> = Promise.resolve();
  const plan = () => {
    timer = clock.after(EVERY_MS, () => {
      running = sweep()
        .catch((error: unknown) => log.warn({ error }, 'a sweep broke off'))
        .then(() => {
          if (!stopped) plan();
        });
    });
  };
  plan();
  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}
