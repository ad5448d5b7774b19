import type { RedisOptions } from 'bullmq';

/** Redis is tried again for ever, at most this far apart: a second after it is back, the queue works. */
const MAX_RECONNECT_DELAY_MS = 1_000;
const COMMAND_TIMEOUT_MS = 2_000;
/**
 * A connection that owes an answer for so long is dead, whatever TCP says: half-open it would be noticed after a
 * quarter of an hour. BullMQ's own waits for a job end after a second (`drainDelay`).
 */
const SOCKET_TIMEOUT_MS = 3_000;

/** Where the queue lives: everything of it under `<prefix>:queue`. */
export interface QueueAddress {
  readonly redisUrl: string;
  /** The fleet's key prefix. */
  readonly prefix: string;
}

/** The queue's name. */
export const COMMANDS = 'commands';

export const queuePrefix = (prefix: string) => `${prefix}:queue`;

const retryStrategy = (times: number) => Math.min(times * 50, MAX_RECONNECT_DELAY_MS);

/** For those who ring: a ring fails at once while Redis is away, instead of waiting in memory. */
export function producerConnection(redisUrl: string): RedisOptions {
  return {
    url: redisUrl,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    retryStrategy,
  };
}

/** For those who wait for jobs: BullMQ blocks on this connection and wants its commands kept until Redis is back. */
export function consumerConnection(redisUrl: string): RedisOptions {
  return { url: redisUrl, maxRetriesPerRequest: null, socketTimeout: SOCKET_TIMEOUT_MS, retryStrategy };
}
