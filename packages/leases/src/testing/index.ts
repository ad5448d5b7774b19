export { createMemoryFleet, type MemoryFleet } from './memory-fleet.ts';
export { wipeRedis } from './wipe-redis.ts';
