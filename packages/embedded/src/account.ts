import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './errors.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that Postgres must run under: Postgres refuses root, and initdb wants an entry in /etc/passwd.
 * `undefined` when this process is not root: then it is the process's own.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody');
  if (!row)
    throw new EmbeddedError(
      'account_missing',
      'Postgres does not run as root, and this system has no account "postgres" or "nobody" to run it under. ' +
        'Start Muster as an ordinary user, or set DATABASE_URL.',
    );
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/** Whether any user may pass through every folder on the way to `target` (the parts that exist). */
export function isReachableByOthers(target: string): boolean {
  let folder = path.resolve(target);
  for (;;) {
    if (existsSync(folder) && !(statSync(folder).mode & 0o001)) return false;
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}
