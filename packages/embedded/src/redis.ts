import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@muster/fleet';
import { spawnBound } from './bound-child.ts';
import { freePort } from './free-port.ts';
import { findRedis } from './redis-binary.ts';
import { type EmbeddedServer, serverOf, stopLeftover, untilReady } from './server.ts';

export interface RedisOptions {
  /** Folder of its append-only file; made when missing. */
  readonly dir: string;
  /** Where a Redis that has to be fetched is kept. */
  readonly cacheDir: string;
  /** 0: any free port. */
  readonly port?: number;
  /** False for tests: nothing is written to disk. */
  readonly durable: boolean;
  /** Asked of clients; without one, anybody on this machine may connect. */
  readonly password?: string;
  readonly clock: Clock;
  /** Hears what the server prints. */
  readonly onOutput?: (text: string) => void;
  /** Called when no Redis is here and one has to be fetched first, which takes a while. */
  readonly onFetch?: () => void;
}

/**
 * Starts a Redis (or Valkey) on the loopback address. Stops a server that an earlier launcher left behind on the
 * same folder. Throws EmbeddedError; `redis_missing` says how to get one.
 */
export async function startRedis(options: RedisOptions): Promise<EmbeddedServer> {
  const { password, clock } = options;
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const dir = realpathSync(options.dir);
  const pidFile = path.join(dir, 'server.pid');
  const program = await findRedis(options.cacheDir, process.env, options.onFetch);
  await stopLeftover(readPid(pidFile), { program: /redis|valkey/, dir, stopSignal: 'SIGTERM', clock });
  const port = options.port || (await freePort());
  const child = spawnBound(program.path, ['-'], {
    deathSignal: 'TERM',
    cwd: dir,
    env: { ...process.env, ...program.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // By standard input, because everybody on the machine can read a process's arguments.
  child.stdin?.on('error', () => {});
  child.stdin?.end(configuration({ dir, port, durable: options.durable, password }));
  await untilReady(child, {
    name: `Redis (port ${port})`,
    readyText: 'Ready to accept connections',
    onOutput: options.onOutput ?? (() => {}),
  });
  writeFileSync(pidFile, String(child.pid));
  const credentials = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return serverOf(child, { url: `redis://${credentials}127.0.0.1:${port}`, port, stopSignal: 'SIGTERM' });
}

/** BullMQ needs `noeviction`: a queue must not forget. `always`: what was acknowledged survives a power cut. */
function configuration(options: {
  dir: string;
  port: number;
  durable: boolean;
  password: string | undefined;
}): string {
  return [
    'bind 127.0.0.1',
    `port ${options.port}`,
    `dir ${JSON.stringify(options.dir)}`,
    'daemonize no',
    'save ""',
    `appendonly ${options.durable ? 'yes' : 'no'}`,
    'appendfsync always',
    'maxmemory-policy noeviction',
    ...(options.password === undefined ? [] : [`requirepass ${options.password}`]),
    '',
  ].join('\n');
}

function readPid(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}
