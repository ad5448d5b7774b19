import type { Clock, Log } from '@muster/fleet';
import { type Deaths, StoreError } from '@muster/store';
import { type DeadFile, readDeadFiles } from './dead-files.ts';

const TRY_AGAIN_MS = 1_000;

/**
 * Tells the store once what the dead processes of this host had in hand; as long as it is away, again after a moment.
 * A file goes only when its deaths are noted, so that a worker that dies meanwhile leaves them to the next one.
 */
export function reportDeaths(parts: {
  readonly folder: string;
  readonly deaths: Pick<Deaths, 'note'>;
  /** Apps have become poison. */
  readonly onPoison: (appIds: readonly string[]) => void;
  readonly clock: Clock;
  readonly log: Log;
}): { stop(): Promise<void> } {
  const { folder, deaths, onPoison, clock, log } = parts;
  const stopping = new AbortController();

  /** False: the store is away. */
  const report = async (file: DeadFile) => {
    const { processId } = file;
    const inHand = file.deaths.map(({ appId, key, isCertain }) => ({ appId, key, isCertain }));
    try {
      const poisoned = inHand.length > 0 ? await deaths.note(file.deaths) : [];
      if (inHand.length > 0)
        log.warn({ diedProcessId: processId, inHand }, 'a process died with this in hand');
      for (const appId of poisoned) log.error({ appId }, 'processes die of an app: it is kept apart');
      if (poisoned.length > 0) onPoison(poisoned);
    } catch (error) {
      if (error instanceof StoreError && error.retryable) return false;
      log.error({ error, diedProcessId: processId }, 'cannot note what a process died of');
    }
    file.remove();
    return true;
  };
  const reportAll = async () => {
    for (const file of readDeadFiles(folder))
      while (!(await report(file))) await clock.sleep(TRY_AGAIN_MS, stopping.signal);
  };
  const reporting = reportAll().catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error({ error }, 'cannot read what dead processes left behind');
  });
  return {
    async stop() {
      stopping.abort();
      await reporting;
    },
  };
}
