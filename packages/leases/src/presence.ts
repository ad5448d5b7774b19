import type { Clock, Log, ProcessInfo, Timer } from '@muster/fleet';
import type { LeaseStore } from './lease-store.ts';

/** A process is announced every second and vanishes from the list after five without a word. */
const ANNOUNCE_EVERY_MS = 1_000;
const PRESENCE_TTL_MS = 5_000;
/** Metrics are read a few times a minute. */
const SNAPSHOT_EVERY_MS = 5_000;

/** A running announcement. `stop` takes the process off the list. */
export interface Presence {
  stop(): Promise<void>;
}

/**
 * Keeps a process visible in the fleet until stopped. `process` is asked each time, so that its details may
 * change, `snapshot` for its metrics every few seconds. While Redis is away it goes on trying, silently: whoever
 * needs Redis says so.
 */
export function announcePresence(options: {
  readonly store: Pick<LeaseStore, 'announce' | 'withdraw'>;
  readonly process: () => ProcessInfo;
  readonly snapshot: () => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
}): Presence {
  const { store, process, snapshot, clock, log } = options;
  let timer: Timer | undefined;
  let announcing: Promise<void> = Promise.resolve();
  let isStopped = false;
  let nextSnapshotMs = Number.NEGATIVE_INFINITY;

  const announce = async () => {
    const nowMs = clock.monotonicMs();
    const isDue = nowMs >= nextSnapshotMs;
    try {
      await store.announce(process(), PRESENCE_TTL_MS, isDue ? await snapshot() : undefined);
      if (isDue) nextSnapshotMs = nowMs + SNAPSHOT_EVERY_MS;
    } catch (error) {
      log.debug({ error }, 'could not announce the process');
    }
    if (!isStopped) timer = clock.after(ANNOUNCE_EVERY_MS, begin);
  };
  const begin = () => {
    announcing = announce();
  };
  begin();
  return {
    async stop() {
      isStopped = true;
      timer?.cancel();
      // What is on its way now would make it visible again.
      await announcing;
      await store.withdraw(process().id).catch(() => undefined);
    },
  };
}
