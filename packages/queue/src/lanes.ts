import type { Clock, Log } from '@muster/fleet';
import { Worker } from 'bullmq';
import { COMMANDS, consumerConnection, type QueueAddress, queuePrefix } from './connection.ts';
import { closeWithin, keepOpen } from './reopen.ts';

/**
 * A killed process's lane runs again after at most lock + check: under 4 s. BullMQ's own values take a minute, and
 * fail a job at its second crash.
 */
const LOCK_MS = 2_000;
const STALLED_CHECK_MS = 1_000;
const NEVER_GIVE_UP = 1_000_000_000;
/** How soon the worker asks again after an error of Redis. BullMQ's own 15 s would keep lanes waiting. */
const RETRY_MS = 500;

export interface LaneRunner {
  /** Whether it waits for lanes. It does so too while Redis is away, once it was there: `depth` of a bell tells that. */
  isRunning(): boolean;
  /** Takes no more lanes, waits for those that run, for at most 10 s. */
  close(): Promise<void>;
}

/** Runs lanes as they are rung, `concurrency` at once, one run per lane. `run` should not throw. */
export function runLanes(
  options: QueueAddress & { concurrency: number; run(lane: string): Promise<void>; clock: Clock; log: Log },
): LaneRunner {
  const { redisUrl, prefix, concurrency, run, clock, log } = options;
  const worker = keepOpen({
    clock,
    log,
    open() {
      const opened = new Worker<{ lane: string }>(COMMANDS, (job) => run(job.data.lane), {
        connection: consumerConnection(redisUrl),
        prefix: queuePrefix(prefix),
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: NEVER_GIVE_UP,
        runRetryDelay: RETRY_MS,
        drainDelay: 1,
      });
      // Redis restarted or wiped under a running lane ends here: its commands are stored, a sweep rings it again.
      opened.on('error', (error) => log.debug({ error }, 'the queue is away'));
      opened.on('failed', (job, error) => log.error({ lane: job?.data.lane, error }, 'a lane failed'));
      return opened;
    },
  });
  return {
    isRunning: () => worker.ready?.isRunning() ?? false,
    close: () => closeWithin(worker.close(), clock, log),
  };
}
