import type { Clock, Log } from '@muster/fleet';
import { Queue } from 'bullmq';
import { COMMANDS, producerConnection, type QueueAddress, queuePrefix } from './connection.ts';
import { RingError } from './errors.ts';
import { closeWithin, keepOpen } from './reopen.ts';

/** What travels with a ring: the command as parsed, for those who watch the queue. The inbox stays the truth. */
export interface RungCommand {
  /** The command's key in the inbox, or null when a sweep or a lane's own run rings. */
  readonly key: string | null;
  readonly name: string;
  readonly args: unknown;
}

/** Lanes in the queue, each counted once however often it was rung. */
export interface QueueDepth {
  readonly waiting: number;
  readonly running: number;
}

/** Rings lanes: says that one has something to do. */
export interface Bell {
  /**
   * Rings a lane. A ring while the lane waits changes nothing; a ring while it runs makes it run once more
   * afterwards. Rejects with RingError while Redis is away.
   */
  ring(lane: string, command: RungCommand): Promise<void>;
  /** How many lanes were rung and wait for a task worker, and how many run. Rejects while Redis is away. */
  depth(): Promise<QueueDepth>;
  close(): Promise<void>;
}

export function createBell(options: QueueAddress & { clock: Clock; log: Log }): Bell {
  const { redisUrl, prefix, clock, log } = options;
  const queue = keepOpen({
    clock,
    log,
    open() {
      const opened = new Queue(COMMANDS, {
        connection: producerConnection(redisUrl),
        prefix: queuePrefix(prefix),
        // The one job that matters is the one in the inbox; what is done here leaves no trace.
        defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
        streams: { events: { maxLen: 100 } },
      });
      opened.on('error', (error) => log.debug({ error }, 'the queue is away'));
      return opened;
    },
  });
  return {
    async ring(lane, command) {
      if (!queue.ready) throw new RingError(lane, 'not connected yet');
      try {
        await queue.ready.add(
          'run',
          { lane, ...command },
          { deduplication: { id: lane, keepLastIfActive: true } },
        );
      } catch (cause) {
        throw new RingError(lane, cause);
      }
    },
    async depth() {
      if (!queue.ready) throw new RingError('any', 'not connected yet');
      const { wait = 0, active = 0 } = await queue.ready.getJobCounts('wait', 'active');
      return { waiting: wait, running: active };
    },
    close: () => closeWithin(queue.close(), clock, log),
  };
}
