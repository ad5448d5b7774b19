import { hostname } from 'node:os';
import type { ProcessInfo } from '@muster/fleet';
import { announcePresence, createLeaseStore } from '@muster/leases';
import {
  createLog,
  createMetrics,
  newProcessId,
  type Readiness,
  type RunningProcess,
  systemClock,
  systemRandom,
  watchReadiness,
} from '@muster/process';
import { createBell } from '@muster/queue';
import { createConnector } from '@muster/slack/connection';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { SocketWorkerConfig } from './config.ts';
import { createDeathWatch } from './deaths/death-watch.ts';
import { createEars, type Ears } from './envelopes/ears.ts';
import { createWorkerMeasures } from './measures/worker-measures.ts';
import { holdSlots } from './slots/hold-slots.ts';

/** How many connections a worker takes: at 150 KB each about 300 MB. */
const CAPACITY = 2_000;

/** Starts a socket worker: it holds the connections it is assigned and stores what it hears. It waits for what is away. */
export async function startSocketWorker(config: SocketWorkerConfig) {
  const id = newProcessId('socket-worker');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'socket-worker', processId: id });
  const metrics = createMetrics({ process: 'socket-worker', processId: id });
  const measures = createWorkerMeasures(metrics);
  const redis = { redisUrl: config.REDIS_URL, prefix: config.MUSTER_REDIS_PREFIX };
  const { DATABASE_URL: databaseUrl, MUSTER_KEYS: keys } = config;
  const store = openStore({ databaseUrl, keys, clock, log, processId: id });
  const web = createSlackWeb({ apiUrl: config.SLACK_API_URL, clock, onAnswer: measures.slackCall });
  const connector = createConnector({ apiUrl: config.SLACK_API_URL, clock, random: systemRandom });
  const bell = createBell({ ...redis, clock, log });
  const leases = createLeaseStore({ url: redis.redisUrl, prefix: redis.prefix, log, clock });

  const ears = createEars({ store, web, bell, measures, clock, log });
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
    onReconnect: measures.reconnect,
    connectsPerMinute: config.MUSTER_CONNECTS_PER_MINUTE,
    clock,
    random: systemRandom,
    log,
  });
  const needs = { postgres: () => store.ready(), lease: holding.isCurrent };
  const readiness = watchReadiness({ needs, metrics, clock, log });
  const presence = announcePresence({
    store: leases,
    process: () => ({ kind: 'socket-worker', ...self, details: details(readiness, ears) }),
    snapshot() {
      measures.standing(holding.inventory(), ears.unackedMs());
      return metrics.snapshot();
    },
    clock,
    log,
  });
  log.info({}, 'started');

  return {
    log,
    onFatal: deathWatch.blame,
    ready: readiness.once,
    async stop() {
      readiness.stop();
      await holding.letGo();
      await Promise.all([ears.stop(), presence.stop(), deathWatch.stop()]);
      await Promise.all([connector.close(), web.close(), bell.close(), leases.close()]);
      await store.close();
    },
  } satisfies RunningProcess;
}

/** What the fleet's screens show of the process. */
function details(
  readiness: Pick<Readiness, 'missing'>,
  ears: Pick<Ears, 'counts' | 'recentAcks'>,
): NonNullable<ProcessInfo['details']> {
  const acks = ears.recentAcks();
  const times = acks ? { ackP50Ms: acks.p50, ackP99Ms: acks.p99 } : {};
  return { ...ears.counts(), ...times, missing: readiness.missing().join(' ') };
}
