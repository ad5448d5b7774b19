import type { Clock, Log, Timer } from '@muster/fleet';
import type { GapNote, GapNotes } from '@muster/store';
import type { GapChange } from './gaps.ts';

const TRY_AGAIN_MS = 1_000;

/** Keeps in the store which apps are without a connection, and for how long they were: for screens, and the next leader. */
export interface GapRecorder {
  record(change: GapChange): void;
  /** Reads which gaps were left open, once it can be read: since when, in microseconds since 1970, by app. */
  readOpen(then: (open: ReadonlyMap<string, number>) => void): void;
  /** Tries once more to write what is not written yet. */
  stop(): Promise<void>;
}

/** What happens while the store is away is written as soon as it is back: one note an app. */
export function createGapRecorder(parts: {
  readonly gaps: GapNotes;
  readonly clock: Clock;
  readonly log: Log;
}): GapRecorder {
  const { gaps, clock, log } = parts;
  const unwritten = new Map<string, GapNote>();
  let waitingForOpen: ((open: ReadonlyMap<string, number>) => void) | undefined;
  let busy: Promise<void> | undefined;
  let timer: Timer | undefined;
  let isStopped = false;

  const work = async () => {
    while (unwritten.size > 0) {
      const notes = [...unwritten.values()];
      await gaps.note(notes);
      // Something newer may have been noted meanwhile.
      for (const note of notes) if (unwritten.get(note.appId) === note) unwritten.delete(note.appId);
    }
    if (!waitingForOpen) return;
    const then = waitingForOpen;
    const open = await gaps.open();
    if (then === waitingForOpen) waitingForOpen = undefined;
    // What was noted while it was read is newer.
    const left = [...open].filter(([appId]) => !unwritten.has(appId));
    then(new Map(left.map(([appId, since]) => [appId, since.getTime() * 1_000])));
  };
  const begin = () => {
    if (busy) return;
    timer?.cancel();
    busy = work()
      .catch((error: unknown) => {
        log.debug({ error }, 'could not note the gaps of apps');
        if (!isStopped) timer = clock.after(TRY_AGAIN_MS, begin);
      })
      .finally(() => {
        busy = undefined;
      });
  };

  return {
    record(change) {
      unwritten.set(change.appId, noteOf(change, unwritten.get(change.appId)));
      begin();
    },
    readOpen(then) {
      waitingForOpen = then;
      begin();
    },
    async stop() {
      isStopped = true;
      timer?.cancel();
      waitingForOpen = undefined;
      await busy;
      if (unwritten.size > 0) begin();
      await busy;
    },
  };
}

/** The note of a change, with the end of an earlier gap that is not written yet: the longer one counts. */
function noteOf(change: GapChange, before: GapNote | undefined): GapNote {
  const { appId } = change;
  const ended = before?.ended ?? null;
  if (change.kind === 'begun') return { appId, since: dateOf(change.sinceUs), ended };
  if (change.kind === 'dropped') return { appId, since: null, ended };
  const seconds = (change.endedUs - change.sinceUs) / 1_000_000;
  const longest = Math.max(seconds, ended?.longestSeconds ?? 0);
  return { appId, since: null, ended: { at: dateOf(change.endedUs), seconds, longestSeconds: longest } };
}

function dateOf(us: number): Date {
  return new Date(us / 1_000);
}
