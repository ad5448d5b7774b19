import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Change } from './change.ts';

/** Keeps the world's changes over the death of the process. */
export interface Journal {
  /** Hands one change to the operating system before it returns: it survives `kill -9`, not a power cut. */
  append(change: Change): void;
  close(): void;
}

/** A journal that forgets, for tests that need no state. */
export const forgetfulJournal: Journal = { append: () => {}, close: () => {} };

const FILE = 'journal.jsonl';

/** What a folder keeps cannot be read. */
export class DamagedJournalError extends Error {
  override readonly name = 'DamagedJournalError';
  readonly code = 'damaged_journal';
}

/**
 * Reads the changes kept in a folder, oldest first. A last line that was cut short by a crash is dropped. Throws
 * DamagedJournalError when a line before it is not JSON: the file is damaged, and guessing would lose more.
 */
export function readJournal(stateDir: string): Change[] {
  const file = path.join(stateDir, FILE);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // Every whole line ends with a line feed, so what follows the last one is empty or torn.
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as Change;
    } catch {
      // Without its cause, which quotes the line: there are secrets in it.
      throw new DamagedJournalError(`line ${index + 1} of ${file} cannot be read`);
    }
  });
}

/**
 * Opens the folder's journal with exactly `changes` in it, in one step: what was edited or replaced since the
 * last start is compacted away. Close it to release the file.
 */
export function openCompactedJournal(stateDir: string, changes: Iterable<Change>): Journal {
  mkdirSync(stateDir, { recursive: true });
  const file = path.join(stateDir, FILE);
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  let batch = '';
  for (const change of changes) {
    batch += line(change);
    if (batch.length < 1_000_000) continue;
    writeSync(descriptor, batch);
    batch = '';
  }
  writeSync(descriptor, batch);
  fsyncSync(descriptor);
  renameSync(fresh, file);
  return {
    append: (change) => {
      writeSync(descriptor, line(change));
    },
    close: () => closeSync(descriptor),
  };
}

function line(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}
