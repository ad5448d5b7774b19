import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, startRedis } from '@muster/embedded';
import { systemClock } from '@muster/process';
import { migrate } from '@muster/store';
import type { TestProject } from 'vitest/node';

const TEMPLATE_DATABASE = 'muster_template';
const FOLDER_PREFIX = 'muster-test-';
const root = path.resolve(import.meta.dirname, '../..');

/** Starts one throwaway Postgres and Redis for the whole test run; returns what stops and removes them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandoned();
  const folder = mkdtempSync(path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  // As root, Postgres runs under another account, which must get through.
  chmodSync(folder, 0o711);
  const [postgres, redis] = await Promise.all([
    startPostgres({ dir: path.join(folder, 'postgres'), durable: false, clock: systemClock }),
    startRedis({
      dir: path.join(folder, 'redis'),
      cacheDir: path.join(root, '.cache'),
      durable: false,
      clock: systemClock,
    }),
  ]);
  const template = new URL(postgres.url);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await migrate(template.toString(), { schemaDir: path.join(root, 'prisma') });
  project.provide('testServices', {
    postgresUrl: postgres.url,
    redisUrl: redis.url,
    templateDatabase: TEMPLATE_DATABASE,
  });
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A test run that was killed took its servers with it, but not their files. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER_PREFIX) ? Number(name.slice(FOLDER_PREFIX.length).split('-')[0]) : 0;
    if (pid > 0 && !existsSync(`/proc/${pid}`) && existsSync('/proc/self'))
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}
