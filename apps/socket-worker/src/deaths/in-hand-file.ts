import { AsyncLocalStorage } from 'node:async_hooks';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '@muster/fleet';
import { BLANK, MAX_IN_HAND, RECORD_BYTES, writeOwner, writeRecord } from './in-hand-record.ts';
import { processMark } from './process-mark.ts';

/**
 * What this process is handling, written down where it survives the process however that dies: a few microseconds an
 * envelope, for nothing waits for a disk. The next worker on this host reads it (report-deaths.ts).
 */
export interface InHandFile {
  /** Handles an envelope, named by its app and key, and has it written down meanwhile. */
  during<Result>(envelope: { appId: string; key: string }, handle: () => Promise<Result>): Promise<Result>;
  /**
   * The process ends because of an error that nobody handled. If that came out of the handling of an envelope which is
   * still in hand, this one alone is left in the file, as the culprit; else everything in hand stays a suspect.
   */
  blame(): void;
  /** Takes the file away: the process stops in order. */
  close(): void;
}

interface Entry {
  readonly appId: string;
  readonly key: string;
  /** Its line in the file; null: there was no room. */
  line: number | null;
  isInHand: boolean;
}

/** A folder that cannot be written costs the evidence and nothing else: it is said once. */
export function createInHandFile(options: { folder: string; processId: string; log: Log }): InHandFile {
  const { folder, processId, log } = options;
  const file = path.join(folder, processId);
  const current = new AsyncLocalStorage<Entry>();
  const freeLines = Array.from({ length: MAX_IN_HAND }, (_, at) => MAX_IN_HAND - at);
  let descriptor: number | null = null;

  const attempt = (write: () => void) => {
    try {
      write();
    } catch (error) {
      log.warn({ error }, 'cannot write down what is in hand: what this process dies of will not be known');
      discard();
    }
  };
  /** A file that is not kept up to date would accuse the innocent. */
  const discard = () => {
    if (descriptor === null) return;
    const opened = descriptor;
    descriptor = null;
    try {
      closeSync(opened);
      rmSync(file, { force: true });
    } catch (error) {
      log.warn({ error }, 'cannot take the file away in which stands what is in hand');
    }
  };
  attempt(() => {
    // Others may pass through the data folder, as its Postgres must, but not look around.
    mkdirSync(path.dirname(folder), { recursive: true, mode: 0o711 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    descriptor = openSync(file, 'w', 0o600);
    const owner = writeOwner({ processId, pid: process.pid, mark: processMark(process.pid) ?? '' });
    writeSync(descriptor, Buffer.concat([owner, ...Array.from({ length: MAX_IN_HAND }, () => BLANK)]));
  });
  const put = (line: number, text: Buffer) =>
    attempt(() => {
      if (descriptor !== null) writeSync(descriptor, text, 0, RECORD_BYTES, line * RECORD_BYTES);
    });

  const begin = (appId: string, key: string): Entry => {
    const text = writeRecord({ appId, key, isCertain: false });
    const line = text ? (freeLines.pop() ?? null) : null;
    if (text && line !== null) put(line, text);
    return { appId, key, line, isInHand: true };
  };
  const end = (entry: Entry) => {
    entry.isInHand = false;
    if (entry.line === null) return;
    put(entry.line, BLANK);
    freeLines.push(entry.line);
  };

  return {
    async during({ appId, key }, handle) {
      const entry = begin(appId, key);
      try {
        return await current.run(entry, handle);
      } finally {
        end(entry);
      }
    },
    blame() {
      const culprit = current.getStore();
      if (!culprit?.isInHand) return;
      const text = writeRecord({ appId: culprit.appId, key: culprit.key, isCertain: true });
      if (!text) return;
      for (let line = 1; line <= MAX_IN_HAND; line++) put(line, line === 1 ? text : BLANK);
    },
    close: discard,
  };
}
