import { Redis } from 'ioredis';

/** Takes everything under a prefix out of Redis at one stroke, as FLUSHALL would, leaving other tests' keys alone. */
export async function wipeRedis(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.eval(
      `for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end`,
      0,
      `${prefix}:*`,
    );
  } finally {
    redis.disconnect();
  }
}
