export { LeaseStoreError, type LeaseStoreErrorCode } from './errors.ts';
export { createLeaseKeeper } from './lease-keeper.ts';
export type { LeaseKeeper, LeaseKeeperOptions } from './lease-keeper-options.ts';
export type {
  FleetPicture,
  LeaseStore,
  Observation,
  PicturedSlot,
  PicturedWorker,
  Registered,
  Registration,
  Subscription,
} from './lease-store.ts';
export { announcePresence, type Presence } from './presence.ts';
export { createLeaseStore, type LeaseStoreOptions } from './redis/redis-lease-store.ts';
export { redisRefusal } from './redis/redis-refusal.ts';
