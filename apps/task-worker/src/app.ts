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
import { createBell, runLanes } from '@muster/queue';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { TaskWorkerConfig } from './config.ts';
import { createFindTimeZone } from './find-time-zone.ts';
import { createRunCommand } from './run-command.ts';
import { createRunLane } from './run-lane.ts';
import { createSendMessage } from './send-message.ts';
import { startSweeper } from './sweep.ts';
import { createTaskMeasures } from './task-measures.ts';

/** Starts a task worker: it runs lanes of commands and sends their replies. It waits for what is away. */
export async function startTaskWorker(config: TaskWorkerConfig) {
  const id = newProcessId('task-worker');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'task-worker', processId: id });
  const metrics = createMetrics({ process: 'task-worker', processId: id });
  const measures = createTaskMeasures(metrics, clock);
  const lanesAtOnce = config.MUSTER_LANES_PER_WORKER;
  const store = openStore({
    databaseUrl: config.DATABASE_URL,
    keys: config.MUSTER_KEYS,
    clock,
    log,
    processId: id,
    pools: { lanes: lanesAtOnce + 2 },
  });
  const redis = { redisUrl: config.REDIS_URL, prefix: config.MUSTER_REDIS_PREFIX };
  const web = createSlackWeb({ apiUrl: config.SLACK_API_URL, clock, onAnswer: measures.slackCall });
  const leases = createLeaseStore({ url: redis.redisUrl, prefix: redis.prefix, log, clock });
  const bell = createBell({ ...redis, clock, log });

  const findTimeZone = createFindTimeZone({ store, web, clock, log });
  const runCommand = createRunCommand({ store, findTimeZone, clock });
  const sendMessage = createSendMessage({ store, web, measures, clock, log });
  const run = createRunLane({ store, bell, runCommand, sendMessage, measures, clock, log });
  const lanes = runLanes({ ...redis, concurrency: lanesAtOnce, run, clock, log });
  const sweeper = startSweeper({ store, bell, clock, log });
  const since = new Date(clock.wallMs()).toISOString();
  const self = { kind: 'task-worker', id, pid: process.pid, host: hostname(), since } as const;
  const needs = {
    postgres: () => store.ready(),
    queue: async () => (await bell.depth()) && lanes.isRunning(),
  };
  const readiness = watchReadiness({ needs, metrics, clock, log });
  const presence = announcePresence({
    store: leases,
    process: () => ({ ...self, details: { missing: readiness.missing().join(' ') } }),
    snapshot: metrics.snapshot,
    clock,
    log,
  });
  log.info({ lanesAtOnce }, 'started');

  return {
    log,
    ready: readiness.once,
    async stop() {
      readiness.stop();
      await presence.stop();
      await sweeper.stop();
      await lanes.close();
      await bell.close();
      await leases.close();
      await web.close();
      await store.close();
    },
  } satisfies RunningProcess;
}
