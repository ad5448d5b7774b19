import { hostname } from 'node:os';
import { announcePresence, createLeaseStore } from '@muster/leases';
import {
  createLog,
  createMetrics,
  newProcessId,
  type RunningProcess,
  systemClock,
  watchReadiness,
} from '@muster/process';
import { openStore } from '@muster/store';
import type { CoordinatorConfig } from './config.ts';
import { createCoordinator } from './coordinator.ts';
import { createCoordinatorMeasures } from './measures/coordinator-measures.ts';
import { createGapRecorder } from './measures/gap-recorder.ts';
import { createLeaderWatch } from './measures/leader-watch.ts';

/** What is wanted, whether it answers, and the gaps of apps: one question each at a time. */
const POSTGRES_CONNECTIONS = 3;

/** Starts a coordinator: it campaigns for the leadership, and while it leads it assigns. It waits for what is away. */
export async function startCoordinator(config: CoordinatorConfig) {
  const id = newProcessId('coordinator');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'coordinator', processId: id });
  const store = openStore({
    databaseUrl: config.DATABASE_URL,
    keys: config.MUSTER_KEYS,
    clock,
    log,
    processId: id,
    pools: { clicks: POSTGRES_CONNECTIONS },
  });
  const leases = createLeaseStore({ url: config.REDIS_URL, prefix: config.MUSTER_REDIS_PREFIX, log, clock });
  const metrics = createMetrics({ process: 'coordinator', processId: id });
  const recorder = createGapRecorder({ gaps: store.gaps, clock, log });
  const watch = createLeaderWatch(createCoordinatorMeasures(metrics), recorder);
  const coordinator = createCoordinator({ id, leases, store, watch, clock, log });
  const since = new Date(clock.wallMs()).toISOString();
  const self = { kind: 'coordinator', id, pid: process.pid, host: hostname(), since } as const;
  const needs = { postgres: () => store.ready(), redis: () => coordinator.isInTouch() };
  const readiness = watchReadiness({ needs, metrics, clock, log });
  const presence = announcePresence({
    store: leases,
    process: () => ({ ...self, details: { missing: readiness.missing().join(' ') } }),
    snapshot: metrics.snapshot,
    clock,
    log,
  });
  coordinator.start();
  log.info({}, 'started');

  return {
    log,
    ready: readiness.once,
    async stop() {
      readiness.stop();
      await presence.stop();
      await coordinator.stop();
      await recorder.stop();
      await leases.close();
      await store.close();
    },
  } satisfies RunningProcess;
}
