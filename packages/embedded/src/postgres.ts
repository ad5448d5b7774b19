import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Clock } from '@muster/fleet';
import { type Account, postgresAccount } from './account.ts';
import { spawnBound } from './bound-child.ts';
import { EmbeddedError } from './errors.ts';
import { freePort } from './free-port.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { type EmbeddedServer, serverOf, stopLeftover, untilReady } from './server.ts';

const SUPERUSER = 'muster';

export interface PostgresOptions {
  /** Folder of the database cluster; made when missing. As root it must be reachable by the account `postgres`. */
  readonly dir: string;
  /** 0: any free port. */
  readonly port?: number;
  /** False for tests: nothing is forced to disk. */
  readonly durable: boolean;
  /** Asked of clients from the cluster's first start on; without one, anybody on this machine may connect. */
  readonly password?: string;
  readonly clock: Clock;
  /** Hears what the server prints. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Starts a Postgres 18 on the loopback address. `url` names the database `postgres`. Stops a server that an earlier
 * launcher left behind on the same folder. Throws EmbeddedError.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedServer> {
  const { dir, durable, password, clock } = options;
  const account = postgresAccount();
  const native = postgresBinaries({ forOthers: account !== undefined, copyDir: path.dirname(dir) });
  if (!existsSync(path.join(dir, 'PG_VERSION'))) makeCluster(native, dir, { account, durable, password });
  await stopLeftover(leftoverPid(dir), { program: /postgres/, dir, stopSignal: 'SIGINT', clock });
  const port = options.port || (await freePort());
  const child = spawnBound(path.join(native, 'bin', 'postgres'), serverArguments(dir, port, durable), {
    account,
    deathSignal: 'INT',
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child, {
    name: `Postgres (port ${port})`,
    readyText: 'ready to accept connections',
    onOutput: options.onOutput ?? (() => {}),
  });
  const credentials = password === undefined ? SUPERUSER : `${SUPERUSER}:${encodeURIComponent(password)}`;
  const url = `postgresql://${credentials}@127.0.0.1:${port}/postgres`;
  return serverOf(child, { url, port, stopSignal: 'SIGINT' });
}

function serverArguments(dir: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    dir,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
}

/** Made beside and renamed: a cluster whose making was interrupted is never mistaken for a whole one. */
function makeCluster(
  native: string,
  dir: string,
  options: { account: Account | undefined; durable: boolean; password: string | undefined },
): void {
  const { account, durable, password } = options;
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  chmodSync(unfinished, 0o700);
  if (account) chownSync(unfinished, account.uid, account.gid);
  const passwordFile = `${dir}.password`;
  if (password !== undefined) writeFileSync(passwordFile, password, { mode: 0o600 });
  if (password !== undefined && account) chownSync(passwordFile, account.uid, account.gid);
  const result = spawnSync(
    path.join(native, 'bin', 'initdb'),
    [
      ...['-D', unfinished, '-U', SUPERUSER, '-E', 'UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`]),
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...account, env: plainEnvironment(), encoding: 'utf8', cwd: '/' },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0)
    throw new EmbeddedError(
      'start_failed',
      `A new Postgres database could not be made in ${dir}:\n${result.error ?? ''}${result.stdout}${result.stderr}`,
    );
  rmSync(dir, { recursive: true, force: true });
  renameSync(unfinished, dir);
}

function leftoverPid(dir: string): number {
  const file = path.join(dir, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
}

/** Nothing of the launcher's environment is meant for Postgres, and some of it (PGDATA, PGPORT) would mislead it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  return { PATH, ...(LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {}), LC_ALL: 'C', TZ: 'UTC' };
}
