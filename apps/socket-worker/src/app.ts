import { hostname } from 'node:os';
import type { Clock, Log, ProcessInfo } from '@muster/fleet';
import {
  announcePresence,
  createLeaseKeeper,
  createLeaseStore,
  type LeaseKeeper,
  type LeaseStore,
} from '@muster/leases';
import {
  createLog,
  createMetrics,
  type Metrics,
  newProcessId,
  type RunningProcess,
  systemClock,
  systemRandom,
  watchReadiness,
} from '@muster/process';
import { createBell } from '@muster/queue';
import { createConnector } from '@muster/slack/connection';
import { createSlackWeb } from '@muster/slack/web';
import { openStore, type Store } from '@muster/store';
import type { SocketWorkerConfig } from './config.ts';
import { waitForSuccessors } from './drain.ts';
import { createEars, type Ears } from './envelopes/ears.ts';
import { checkInstallations } from './installations/check-installations.ts';
import { createWorkerMeasures, type WorkerMeasures } from './measures/worker-measures.ts';
import { createAppTokens } from './slots/app-tokens.ts';
import { createSlotRecorder } from './slots/slot-recorder.ts';
import { createSlotTable, type SlotTable } from './slots/slot-table.ts';

/** How many connections a worker takes: at 150 KB each about 300 MB. */
const CAPACITY = 2_000;
/** How long a stop waits for connections to close. */
const CLOSE_DEADLINE_MS = 5_000;

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
  const recorder = createSlotRecorder(store.slots, id, clock, log);
  const since = new Date(clock.wallMs()).toISOString();
  const self = { id, pid: process.pid, host: hostname(), since };
  const keeper = createLeaseKeeper({
    store: leases,
    worker: { ...self, capacity: CAPACITY },
    inventory: () => table.inventory(),
    unackedMs: ears.unackedMs,
    onAssignments: (assignments) => table.assign(assignments),
    clock,
    log,
  });
  const table: SlotTable = createSlotTable({
    workerId: id,
    tokens: createAppTokens({
      apps: store.apps,
      checkInstallations: (appId) =>
        checkInstallations({ web, installations: store.installations, clock, log }, appId),
      clock,
      log,
    }),
    connector,
    mayOpen: () => keeper.isCurrent(),
    onEnvelope: ears.onEnvelope,
    onGarbage: ears.onGarbage,
    onReconnect: measures.reconnect,
    successors: (slots) => keeper.successors(slots),
    onSlot({ slot, epoch, state, detail, liveSince, retryAt }, isClosed) {
      keeper.report(slot, epoch, isClosed ? 'closed' : state, detail);
      const shown = { detail: detail || null, liveSince, retryAt };
      recorder.record(slot, { epoch, state: isClosed ? 'down' : state, ...shown });
    },
    clock,
    log,
  });
  keeper.start();
  const retries = leases.onRetry((slot) => table.retry(slot));
  const parts = { self, store, leases, keeper, table, ears, clock, log };
  const { readiness, presence } = beSeen(metrics, measures, parts);
  log.info({}, 'started');

  return {
    log,
    ready: readiness.once,
    async stop() {
      readiness.stop();
      keeper.drain();
      retries.cancel();
      const held = () => table.inventory().length;
      await waitForSuccessors({ workerId: id, held, fleet: () => leases.fleet(), clock, log });
      // What is still held moves at once, while it is heard here for another second.
      await keeper.stop();
      await Promise.race([table.closeAll(), clock.sleep(CLOSE_DEADLINE_MS)]);
      await Promise.all([recorder.stop(), ears.stop(), presence.stop()]);
      await Promise.all([connector.close(), web.close(), bell.close(), leases.close()]);
      await store.close();
    },
  } satisfies RunningProcess;
}

/** Makes the process visible in the fleet, with what it measures and whether it can serve. */
function beSeen(
  metrics: Metrics,
  measures: WorkerMeasures,
  parts: {
    readonly self: Omit<ProcessInfo, 'kind'>;
    readonly store: Pick<Store, 'ready'>;
    readonly leases: LeaseStore;
    readonly keeper: LeaseKeeper;
    readonly table: SlotTable;
    readonly ears: Ears;
    readonly clock: Clock;
    readonly log: Log;
  },
) {
  const { self, store, leases, keeper, table, ears, clock, log } = parts;
  const needs = { postgres: () => store.ready(), lease: () => keeper.isCurrent() };
  const readiness = watchReadiness({ needs, metrics, clock, log });
  const presence = announcePresence({
    store: leases,
    process() {
      const acks = ears.recentAcks();
      const times = acks ? { ackP50Ms: acks.p50, ackP99Ms: acks.p99 } : {};
      const details = { ...ears.counts(), ...times, missing: readiness.missing().join(' ') };
      return { kind: 'socket-worker', ...self, details };
    },
    snapshot() {
      measures.standing(table.inventory(), ears.unackedMs());
      return metrics.snapshot();
    },
    clock,
    log,
  });
  return { readiness, presence };
}
