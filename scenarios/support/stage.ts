import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type EmbeddedServer, startPostgres, startRedis } from '@muster/embedded';
import { recordingLog } from '@muster/fleet/testing';
import { systemClock } from '@muster/process';
import { type Simulator, type SimulatorOptions, startSimulator } from '@muster/slack-simulator';
import { migrate, newKey, openStore, parseKeys, type Store } from '@muster/store';
import pg from 'pg';
import { findSecrets, type Secrets } from '../checkers/find-secrets.ts';
import { watchEpochs } from '../checkers/watch-epochs.ts';
import { ROOT } from './processes.ts';

/** Everything around the fleet: a Postgres, a Redis and a Slack of its own, which a test may break. */
export interface Stage {
  readonly simulator: Simulator;
  readonly store: Store;
  /** A plain connection for checkers. */
  readonly sql: pg.Pool;
  /** What the fleet's processes are started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly redisUrl: string;
  readonly logDir: string;
  killRedis(): Promise<void>;
  startRedis(): Promise<void>;
  killPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  /** Where these secrets, or the sealing key, stand readable: in logs, in Redis or in Postgres. */
  findSecrets(secrets: Secrets): Promise<string[]>;
  close(): Promise<void>;
}

export const PREFIX = 'muster';

/** `name` tells the logs of one scenario from another's; they stay in `.cache/scenarios/<name>`. */
export async function setStage(
  name: string,
  options: { readonly simulator?: Pick<SimulatorOptions, 'port' | 'publicUrl'> } = {},
): Promise<Stage> {
  const dir = mkdtempSync(path.join('/var/tmp', 'muster-scenario-'));
  // As root, Postgres runs as another account and must reach its folder.
  chmodSync(dir, 0o755);
  const logDir = path.join(ROOT, '.cache', 'scenarios', name);
  rmSync(logDir, { recursive: true, force: true });
  const clock = systemClock;
  const begin = {
    // What was acknowledged must survive a kill: both write to disk as in production.
    postgres: (port: number) =>
      startPostgres({ dir: path.join(dir, 'postgres'), port, durable: true, clock }),
    redis: (port: number) =>
      startRedis({
        dir: path.join(dir, 'redis'),
        cacheDir: path.join(ROOT, '.cache'),
        port,
        durable: true,
        clock,
      }),
  };
  let postgres = await begin.postgres(0);
  let redis = await begin.redis(0);
  const databaseUrl = postgres.url.replace(/\/postgres$/, '/muster');
  await migrate(databaseUrl, { schemaDir: path.join(ROOT, 'prisma') });
  const simulator = await startSimulator({ port: 0, host: '127.0.0.1', ...options.simulator });
  const keys = newKey('k1');
  const sealingKey = keys.slice(keys.indexOf(':') + 1);
  const log = recordingLog();
  const store = openStore({ databaseUrl, keys: parseKeys(keys), clock, log, processId: 'scenario' });
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  sql.on('error', () => {});
  await watchEpochs(sql);
  const kill = async (server: EmbeddedServer) => {
    server.kill();
    await server.exited;
  };
  return {
    simulator,
    store,
    sql,
    environment: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      MUSTER_KEYS: keys,
      MUSTER_REDIS_PREFIX: PREFIX,
      MUSTER_DATA_DIR: path.join(dir, 'data'),
      SLACK_API_URL: simulator.apiUrl,
      // As many as the faults of a run need: this Slack sets no limit.
      MUSTER_CONNECTS_PER_MINUTE: '600',
      SLACK_AUTHORIZE_URL: simulator.authorizeUrl,
    },
    redisUrl: redis.url,
    logDir,
    killRedis: () => kill(redis),
    async startRedis() {
      redis = await begin.redis(redis.port);
    },
    killPostgres: () => kill(postgres),
    async startPostgres() {
      postgres = await begin.postgres(postgres.port);
    },
    findSecrets: (secrets) =>
      findSecrets({ ...secrets, 'sealing key': sealingKey }, [logDir, path.join(dir, 'redis')], sql),
    async close() {
      await sql.end();
      await store.close();
      await simulator.stop();
      await redis.stop();
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
