import type { Clock, Log, ProcessInfo, Timer } from '@muster/fleet';
import type { LeaseStore } from './lease-store.ts';

/** A process is announced every second and vanishes from the list after five without a word. */
const ANNOUNCE_EVERY_MS = 1_000;
const PRESENCE_TTL_MS = 5_000;

/** A running announcement. `stop` takes the process off the list. */
export interface Presence {
  stop(): Promise<void>;
}

/**
 * Keeps a process visible in the fleet until stopped. `process` is asked each time, so that its details may
 * change. While Redis is away it goes on trying, silently: whoever needs Redis says so.
 */
export function announcePresence(options: {
  readonly store: LeaseStore;
  readonly process: () => ProcessInfo;
  readonly clock: Clock;
  readonly log: Log;
}): Presence {
  const { store, process, clock, log } = options;
  let timer: Timer | undefined;
  let isStopped = false;
  const announce = async () => {
    try {
      await store.announce(process(), PRESENCE_TTL_MS);
    } catch (error) {
      log.debug({ error }, 'could not announce the process');
    }
    if (!isStopped) timer = clock.after(ANNOUNCE_EVERY_MS, () => void announce());
  };
  void announce();
  return {
    async stop() {
      isStopped = true;
      timer?.cancel();
      await store.withdraw(process().id).catch(() => undefined);
    },
  };
}
