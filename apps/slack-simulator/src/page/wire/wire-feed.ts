import type { Control } from '@muster/slack-simulator/control';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { cleared, NO_ROWS, type WireRows, withPage } from './wire-rows.ts';

/** What was read of the wire, and why the last reading failed. */
export interface WireReading {
  readonly wire: WireRows;
  readonly trouble: string | null;
}

/** Follows the wire for as long as somebody looks at it. What is read goes on where the last reading ended. */
export interface WireFeed {
  subscribe(listener: () => void): () => void;
  reading(): WireReading;
  /** There may be something new. Cheap: nothing is asked while nobody looks. */
  refresh(): void;
  clear(): void;
}

const PAGE = 500;
/** Between two readings, so that a busy wire does not keep the page busy. */
const PAUSE_MS = 100;
/** The simulator tells of news only once they were read: after a failure nobody would tell again. */
const RETRY_MS = 1_000;

export function createWireFeed(control: Pick<Control, 'wire'>): WireFeed {
  let reading: WireReading = { wire: NO_ROWS, trouble: null };
  let isReading = false;
  let isStale = false;
  const listeners = new Set<() => void>();
  const tell = (next: WireReading) => {
    reading = next;
    for (const listener of listeners) listener();
  };
  const readPage = async (): Promise<boolean> => {
    const { wire } = reading;
    const page = await control.wire({ since: wire.last, limit: PAGE });
    // After a restart the numbers begin anew: those below ours would be missing.
    if (wire.run !== null && wire.run !== page.startedAt && wire.last > 0) {
      tell({ wire: withPage(wire, await control.wire({ since: 0, limit: PAGE })), trouble: null });
      return true;
    }
    tell({ wire: withPage(reading.wire, page), trouble: null });
    return page.hasMore;
  };
  const read = async () => {
    let pauseMs = PAUSE_MS;
    try {
      do isStale = false;
      while (await readPage());
    } catch (error) {
      pauseMs = RETRY_MS;
      isStale = true;
      tell({ ...reading, trouble: error instanceof Error ? error.message : String(error) });
    }
    setTimeout(() => {
      isReading = false;
      if (isStale) refresh();
    }, pauseMs);
  };
  const refresh = () => {
    isStale = true;
    if (isReading || listeners.size === 0) return;
    isReading = true;
    read().catch(() => undefined);
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      refresh();
      return () => {
        listeners.delete(listener);
      };
    },
    reading: () => reading,
    refresh,
    clear: () => tell({ ...reading, wire: cleared(reading.wire) }),
  };
}

export const WireFeedContext = createContext<WireFeed | null>(null);

export function useWireFeed(): WireFeed {
  const feed = useContext(WireFeedContext);
  if (!feed) throw new Error('The page was drawn without a wire');
  return feed;
}

/** What was read; the component draws again as more comes. */
export function useWireReading(): WireReading {
  const feed = useWireFeed();
  return useSyncExternalStore(feed.subscribe, feed.reading);
}
