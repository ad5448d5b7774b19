import { hostname } from 'node:os';
import { announcePresence, createLeaseStore } from '@muster/leases';
import { createLog, newProcessId, type Running, systemClock, systemRandom } from '@muster/process';
import { createBell } from '@muster/queue';
import { createConnector } from '@muster/slack/connection';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { SocketWorkerConfig } from './config.ts';
import { createDeathWatch } from './deaths/death-watch.ts';
import { createEars } from './envelopes/ears.ts';
import { holdSlots } from './slots/hold-slots.ts';

/** How many connections a worker takes: at 150 KB each about 300 MB. */
const CAPACITY = 2_000;

/** Starts a socket worker: it holds the connections it is assigned and stores what it hears. It waits for what is away. */
export async function startSocketWorker(config: SocketWorkerConfig) {
  const id = newProcessId('socket-worker');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'socket-worker', processId: id });
  const redis = { redisUrl: config.REDIS_URL, prefix: config.MUSTER_REDIS_PREFIX };
  const store = openStore({
    databaseUrl: config.DATABASE_URL,
    keys: config.MUSTER_KEYS,
    clock,
    log,
    processId: id,
  });
  const web = createSlackWeb({ apiUrl: config.SLACK_API_URL, clock });
  const connector = createConnector({ apiUrl: config.SLACK_API_URL, clock, random: systemRandom });
  const bell = createBell({ ...redis, clock, log });
  const leases = createLeaseStore({ url: redis.redisUrl, prefix: redis.prefix, log, clock });

  const ears = createEars({ store, web, bell, clock, log });
  const deathWatch = createDeathWatch({
    dataDir: config.MUSTER_DATA_DIR,
    processId: id,
    deaths: store.deaths,
    leases,
    clock,
    log,
  });
  const since = new Date(clock.wallMs()).toISOString();
  const self = { id, pid: process.pid, host: hostname(), since };
  const holding = holdSlots({
    worker: { ...self, capacity: CAPACITY, isQuarantine: config.MUSTER_QUARANTINE },
    leases,
    store,
    connector,
    web,
    ears,
    onEnvelope: (envelope, appId) => deathWatch.during(envelope, appId, ears.onEnvelope),
    connectsPerMinute: config.MUSTER_CONNECTS_PER_MINUTE,
    clock,
    random: systemRandom,
    log,
  });
  const presence = announcePresence({
    store: leases,
    process: () => ({ kind: 'socket-worker', ...self, details: ears.counts() }),
    clock,
    log,
  });
  log.info({}, 'started');

  return {
    log,
    onFatal: deathWatch.blame,
    async stop() {
      await holding.letGo();
      await Promise.all([ears.stop(), presence.stop(), deathWatch.stop()]);
      await Promise.all([connector.close(), web.close(), bell.close(), leases.close()]);
      await store.close();
    },
  } satisfies Running & { log: unknown };
}
