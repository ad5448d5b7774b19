import type { Log } from '@muster/fleet';
import { Redis } from 'ioredis';

/** A call that takes longer has failed for us: a lease lasts a second, and its holder must learn in time. */
const COMMAND_TIMEOUT_MS = 700;
/** A connection that owes an answer for so long is dead, whatever TCP says. */
const SOCKET_TIMEOUT_MS = 1_500;
const CONNECT_TIMEOUT_MS = 2_000;
/** Workers must be back within the time that a leader waits after a wipe. */
const MAX_RETRY_DELAY_MS = 500;

/**
 * A connection to Redis that comes back by itself, for ever, and meanwhile fails every call at once instead of
 * keeping it for later: a heartbeat that is sent late is worse than none.
 */
export function connectRedis(options: {
  readonly url: string;
  readonly role: string;
  readonly log: Log;
}): Redis {
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt - 1, 10), MAX_RETRY_DELAY_MS),
    // A replica that was the primary before a fail-over refuses writes: connect anew to find the primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  const log = options.log.child({ role: options.role });
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ error }, 'redis is away');
    isAway = true;
  });
  redis.on('close', () => {
    if (!isAway) log.warn({}, 'the connection to redis was lost');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info({}, 'redis is back');
    isAway = false;
  });
  return redis;
}
