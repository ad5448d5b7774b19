export { LeaseStoreError, type LeaseStoreErrorCode } from './errors.ts';
export { createLeaseKeeper, type LeaseKeeper, type LeaseKeeperOptions } from './lease-keeper.ts';
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
