import { spawnSync } from 'node:child_process';
import { EmbeddedError } from './errors.ts';
import { downloadRedis } from './redis-download.ts';
import type { RedisProgram } from './redis-program.ts';

/**
 * Finds a Redis: REDIS_SERVER_BIN, then `valkey-server` or `redis-server` on the PATH, then one fetched before, then,
 * on a Debian-like system, the distribution's package unpacked into `cacheDir` (nothing is installed, no root).
 * Throws EmbeddedError `redis_missing` that says how to get one.
 */
export async function findRedis(
  cacheDir: string,
  environment: NodeJS.ProcessEnv = process.env,
  onFetch: () => void = () => {},
): Promise<RedisProgram> {
  const named = environment.REDIS_SERVER_BIN;
  if (named) {
    if (runs({ path: named, environment: {} })) return { path: named, environment: {} };
    throw new EmbeddedError(
      'redis_missing',
      `REDIS_SERVER_BIN names ${named}, which is no Redis or Valkey server that runs here. Correct or remove it.`,
    );
  }
  for (const name of ['valkey-server', 'redis-server'])
    if (runs({ path: name, environment: {} }, environment)) return { path: name, environment: {} };
  const fetched = await downloadRedis({ cacheDir, check: runs, environment, onFetch });
  if (fetched.kind === 'fetched') return fetched.program;
  throw new EmbeddedError('redis_missing', advice(fetched.reason));
}

function runs(program: RedisProgram, environment: NodeJS.ProcessEnv = process.env): boolean {
  const result = spawnSync(program.path, ['--version'], {
    encoding: 'utf8',
    env: { ...environment, ...program.environment },
  });
  return /(Redis|Valkey) server v=/.test(result.stdout ?? '');
}

function advice(reason: string): string {
  return [
    `Muster needs a Redis and found none (${reason}). Do one of these, then start again:`,
    '  - install one: "apt install redis-server", "dnf install valkey" or "brew install redis"',
    '  - set REDIS_URL to a Redis that you have, or REDIS_SERVER_BIN to its server program',
    '  - run everything in containers: "docker compose up"',
  ].join('\n');
}
