import type { Clock, Log } from '@muster/fleet';

const REOPEN_AFTER_MS = 1_000;

interface Opened {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Keeps one of BullMQ's queues or workers open. Each remembers a failure of its very first commands for ever
 * (Redis went between the connection and them); such a one is thrown away and opened anew.
 */
export function keepOpen<Thing extends Opened>(parts: { open: () => Thing; clock: Clock; log: Log }) {
  const { open, clock, log } = parts;
  let ready: Thing | undefined;
  let current: Thing | undefined;
  let isClosed = false;

  const begin = () => {
    if (isClosed) return;
    const thing = open();
    current = thing;
    thing.waitUntilReady().then(
      () => {
        ready = thing;
      },
      (error: unknown) => {
        if (isClosed) return;
        log.debug({ error }, 'the queue was away at its opening');
        thing.close().catch(() => {});
        clock.after(REOPEN_AFTER_MS, begin);
      },
    );
  };
  begin();

  return {
    /** Undefined until Redis has answered once. */
    get ready() {
      return ready;
    },
    async close() {
      isClosed = true;
      await current?.close();
    },
  };
}

/** How long a close waits: for lanes that run, or for a Redis that is away. */
const CLOSE_DEADLINE_MS = 10_000;

/** Waits for a close to end, but not for ever, and never fails. */
export async function closeWithin(closing: Promise<unknown>, clock: Clock, log: Log): Promise<void> {
  const given = new AbortController();
  const closed = closing.catch((error: unknown) => log.debug({ error }, 'the queue was away at the stop'));
  const deadline = clock.sleep(CLOSE_DEADLINE_MS, given.signal).catch(() => {});
  await Promise.race([closed, deadline]);
  given.abort();
}
