export { createMemoryFleet, type MemoryFleet, type StoreLine } from './memory-fleet.ts';
export { wipeRedis } from './wipe-redis.ts';
