import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { NewDeath } from '@muster/store';
import { readFile } from './in-hand-record.ts';
import { processMark } from './process-mark.ts';

/** What a process of this host left behind when it died. */
export interface DeadFile {
  readonly processId: string;
  /** What it had in hand. */
  readonly deaths: readonly NewDeath[];
  /** Takes the file away, if another worker has not done so. */
  remove(): void;
}

/** The files in the folder whose processes are dead. Those of others, or in the making, are left alone. */
export function readDeadFiles(folder: string): DeadFile[] {
  return namesIn(folder).flatMap((name) => {
    const found = readDeadFile(path.join(folder, name));
    return found ? [found] : [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was ever written there.
    return [];
  }
}

function readDeadFile(file: string): DeadFile | null {
  try {
    const content = readFile(readFileSync(file, 'latin1'));
    if (!content || processMark(content.owner.pid) === content.owner.mark) return null;
    const { processId } = content.owner;
    // It wrote for the last time when it took up, or put down, the last envelope of its life.
    const atMs = statSync(file).mtimeMs;
    return {
      processId,
      deaths: content.records.map((record) => ({ ...record, processId, atMs })),
      remove: () => rmSync(file, { force: true }),
    };
  } catch {
    // Taken away by another worker, or not ours to read.
    return null;
  }
}
