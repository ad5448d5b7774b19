import { Redis } from 'ioredis';

const ANSWER_TIMEOUT_MS = 5_000;

/**
 * What the Redis at `url` says to its user and password: null when it lets them in, else its error, for example
 * `WRONGPASS invalid username-password pair`. For a start to ask: the processes go on trying and could not say why.
 */
export async function redisRefusal(url: string): Promise<string | null> {
  let refusal: Error | undefined;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_TIMEOUT_MS,
    commandTimeout: ANSWER_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // Its own check would wait until a server that still reads its file has done so.
    enableReadyCheck: false,
  });
  // The first says why; what follows from it only says that the connection is closed.
  redis.on('error', (error) => {
    refusal ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return refusal?.message ?? null;
  } catch (error) {
    const { message } = refusal ?? (error as Error);
    return message.startsWith('LOADING') ? null : message;
  } finally {
    redis.disconnect();
  }
}
