import { Redis } from 'ioredis';
import { between, type Fault, NOTHING_TO_UNDO } from './fault.ts';

/** Redis ends without a word and comes back with what it had written to disk. */
const killRedis: Fault = {
  name: 'kill redis',
  weight: 3,
  targets: () => ['redis'],
  durationMs: (random) => between(random, 200, 5_000),
  async begin({ stage }) {
    await stage.killRedis();
    return () => stage.startRedis();
  },
};

const wipeRedis: Fault = {
  name: 'wipe redis',
  weight: 3,
  targets: () => ['redis'],
  durationMs: () => 0,
  async begin({ stage }) {
    const redis = new Redis(stage.redisUrl);
    try {
      await redis.flushall();
    } finally {
      redis.disconnect();
    }
    return NOTHING_TO_UNDO;
  },
};

const killPostgres: Fault = {
  name: 'kill postgres',
  weight: 3,
  targets: () => ['postgres'],
  durationMs: (random) => between(random, 200, 4_000),
  async begin({ stage }) {
    await stage.killPostgres();
    return () => stage.startPostgres();
  },
};

export const SERVER_FAULTS: readonly Fault[] = [killRedis, wipeRedis, killPostgres];
