import { connect } from 'node:net';
import path from 'node:path';
import { startPostgres, startRedis } from '@muster/embedded';
import type { Clock } from '@muster/fleet';
import { redisRefusal } from '@muster/leases';
import type { LocalConfig } from './config.ts';
import type { DataDir } from './data-dir.ts';
import { type KeptRunning, keepRunning } from './kept-running.ts';
import { logWriter } from './log-files.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';
import type { Secrets } from './secrets.ts';
import { StartError } from './start-error.ts';

const REACH_TIMEOUT_MS = 5_000;

/** What the servers' start needs to know. */
export interface ServerOptions {
  readonly root: string;
  readonly config: LocalConfig;
  readonly dirs: DataDir;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Called with every server as soon as it runs; the caller stops them. */
  readonly onStarted: (server: KeptRunning) => void;
}

/** The database named by DATABASE_URL, or one in an embedded Postgres. */
export async function provideDatabase(options: ServerOptions): Promise<string> {
  const { config, dirs, ports, secrets, clock, progress } = options;
  if (config.databaseUrl !== null) {
    await requireReachable('DATABASE_URL', config.databaseUrl, 5432);
    return config.databaseUrl;
  }
  const onOutput = logWriter(dirs.logs, 'postgres');
  const server = await progress.step('Postgres', () =>
    keepRunning({
      start: () =>
        startPostgres({
          dir: dirs.postgres,
          port: ports.postgres,
          durable: true,
          password: secrets.postgresPassword,
          clock,
          onOutput,
        }),
      clock,
      onTrouble: (message) => progress.say(`  Postgres ended and does not start: ${message}`),
    }),
  );
  options.onStarted(server);
  const url = new URL(server.url);
  url.pathname = `/${config.embeddedDatabase}`;
  return url.toString();
}

/** The Redis of REDIS_URL, or an embedded one. */
export async function provideRedis(options: ServerOptions): Promise<string> {
  const { root, config, dirs, ports, secrets, clock, progress } = options;
  if (config.redisUrl !== null) {
    await requireReachable('REDIS_URL', config.redisUrl, 6379);
    const refusal = await redisRefusal(config.redisUrl);
    if (refusal !== null)
      throw new StartError(
        `The Redis that REDIS_URL names refuses its user or password, or is no Redis: ${refusal}. Correct REDIS_URL, ` +
          'or remove it to use the embedded one.',
      );
    return config.redisUrl;
  }
  const onOutput = logWriter(dirs.logs, 'redis');
  const server = await progress.step('Redis', () =>
    keepRunning({
      start: () =>
        startRedis({
          dir: dirs.redis,
          cacheDir: path.join(root, '.cache'),
          port: ports.redis,
          durable: true,
          password: secrets.redisPassword,
          clock,
          onOutput,
          onFetch: () => progress.say('\n  There is no Redis here: fetching one, this once.'),
        }),
      clock,
      onTrouble: (message) => progress.say(`  Redis ended and does not start: ${message}`),
    }),
  );
  options.onStarted(server);
  return server.url;
}

/** The processes would wait for it for ever; a person who mistyped an address should hear of it. */
async function requireReachable(name: string, address: string, defaultPort: number): Promise<void> {
  const { hostname, port } = new URL(address);
  const target = { host: hostname.replace(/^\[|\]$/g, '') || 'localhost', port: Number(port) || defaultPort };
  const problem = await new Promise<string | null>((resolve) => {
    const socket = connect(target, () => resolve(null));
    socket.setTimeout(REACH_TIMEOUT_MS, () => resolve('no answer'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('close', () => resolve('closed'));
    socket.once('connect', () => socket.destroy());
    socket.once('timeout', () => socket.destroy());
  });
  if (problem !== null)
    throw new StartError(
      `Nobody answers at ${target.host}:${target.port}, which ${name} names (${problem}). Start that server, correct ` +
        `${name}, or remove it to use the embedded one.`,
    );
}
