import type { Clock, Log, Timer, WantedApp } from '@muster/fleet';

/** What a coordinator needs of the store. */
export interface WantedSource {
  readonly apps: { wanted(): Promise<readonly WantedApp[]> };
  readonly slots: { highestEpochs(): Promise<ReadonlyMap<string, bigint>> };
}

/** What is wanted, and the epochs to mint above. */
export interface Wanted {
  readonly apps: readonly WantedApp[];
  readonly floors: ReadonlyMap<string, bigint>;
}

/** What is known of Postgres's side, kept up to date in the background so that a slow Postgres delays no lease. */
export interface WantedView {
  /**
   * What is wanted, as read since `mark` began. A mark names a term and a table: with a new one everything is read
   * afresh, epochs too, and null is the answer until it has been. While Postgres is away the last answer stands.
   */
  since(mark: string): Wanted | null;
  /** Reads at once: something is said to have changed. */
  refresh(): void;
  /** Reads no more until asked `since` again: this coordinator does not lead. */
  rest(): void;
  stop(): void;
}

/** Installing and removing nudges the coordinators; this is for nudges that were lost. */
const READ_EVERY_MS = 1_000;

export function createWantedView(options: {
  readonly source: WantedSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
}): WantedView {
  const { source, clock, log, onChange } = options;
  let mark: string | null = null;
  let known: { readonly mark: string; readonly wanted: Wanted } | null = null;
  let timer: Timer | undefined;
  let isReading = false;
  let mustReadAgain = false;
  let isAway = false;
  let isStopped = false;

  const read = async (asked: string) => {
    const apps = await source.apps.wanted();
    const floors = known?.mark === asked ? known.wanted.floors : await source.slots.highestEpochs();
    const hasChanged = known?.mark !== asked || !isSame(known.wanted.apps, apps);
    if (!hasChanged) return;
    known = { mark: asked, wanted: { apps, floors } };
    if (!isStopped) onChange();
  };
  const refresh = async () => {
    if (isReading || mark === null || isStopped) {
      mustReadAgain = isReading;
      return;
    }
    isReading = true;
    timer?.cancel();
    try {
      await read(mark);
      if (isAway) log.info({}, 'postgres is back');
      isAway = false;
    } catch (error) {
      if (!isAway) log.warn({ error }, 'could not read what is wanted');
      isAway = true;
    }
    isReading = false;
    if (isStopped) return;
    timer = clock.after(mustReadAgain ? 0 : READ_EVERY_MS, () => void refresh());
    mustReadAgain = false;
  };
  return {
    since(asked) {
      if (mark !== asked) {
        mark = asked;
        void refresh();
      }
      return known?.mark === asked ? known.wanted : null;
    },
    refresh: () => void refresh(),
    rest() {
      mark = null;
      timer?.cancel();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}

function isSame(before: readonly WantedApp[], after: readonly WantedApp[]): boolean {
  if (before.length !== after.length) return false;
  return before.every(({ appId, slots, isPoison = false }, at) => {
    const now = after[at];
    return appId === now?.appId && slots === now.slots && isPoison === (now.isPoison ?? false);
  });
}
