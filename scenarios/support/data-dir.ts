import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killProcessesOf, processesOf } from './npm-start.ts';
import { until } from './until.ts';

/** A place for the data folder of an `npm start`; the folder itself is not there yet. */
export function newDataDir(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `muster-${name}-`));
  // As root, Postgres runs under another account, and would put its files elsewhere if it could not pass here.
  chmodSync(folder, 0o711);
  return path.join(folder, 'data');
}

/** Ends whatever still works in the data folder, and removes it. */
export async function discardDataDir(dataDir: string): Promise<void> {
  killProcessesOf(dataDir);
  await until('nothing runs', () => processesOf(dataDir).length === 0);
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
}
