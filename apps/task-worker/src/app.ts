import { hostname } from 'node:os';
import { announcePresence, createLeaseStore } from '@muster/leases';
import { createLog, newProcessId, type Running, systemClock } from '@muster/process';
import { createBell, runLanes } from '@muster/queue';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { TaskWorkerConfig } from './config.ts';
import { createFindTimeZone } from './find-time-zone.ts';
import { createRunCommand } from './run-command.ts';
import { createRunLane } from './run-lane.ts';
import { createSendMessage } from './send-message.ts';
import { startSweeper } from './sweep.ts';

/** Starts a task worker: it runs lanes of commands and sends their replies. It waits for what is away. */
export async function startTaskWorker(config: TaskWorkerConfig) {
  const id = newProcessId('task-worker');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'task-worker', processId: id });
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
  const web = createSlackWeb({ apiUrl: config.SLACK_API_URL, clock });
  const leases = createLeaseStore({ url: redis.redisUrl, prefix: redis.prefix, log, clock });
  const bell = createBell({ ...redis, clock, log });

  const findTimeZone = createFindTimeZone({ store, web, clock, log });
  const runCommand = createRunCommand({ store, findTimeZone, clock });
  const sendMessage = createSendMessage({ store, web, clock, log });
  const run = createRunLane({ store, bell, runCommand, sendMessage, clock, log });
  const lanes = runLanes({ ...redis, concurrency: lanesAtOnce, run, clock, log });
  const sweeper = startSweeper({ store, bell, clock, log });
  const since = new Date(clock.wallMs()).toISOString();
  const self = { kind: 'task-worker', id, pid: process.pid, host: hostname(), since } as const;
  const presence = announcePresence({ store: leases, process: () => self, clock, log });
  log.info({ lanesAtOnce }, 'started');

  return {
    log,
    async stop() {
      await presence.stop();
      await sweeper.stop();
      await lanes.close();
      await bell.close();
      await leases.close();
      await web.close();
      await store.close();
    },
  } satisfies Running & { log: unknown };
}
