import type { Clock, Log } from '@muster/fleet';
import type { LeaseStore } from '../lease-store.ts';

export interface LeaseStoreOptions {
  /** Where Redis is: `redis://` or `rediss://`. */
  readonly url: string;
  /** All keys and channels start with it. */
  readonly prefix: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Microseconds since 1970, in place of Redis's own clock. For tests alone. */
  readonly nowUs?: () => number;
}

/**
 * The lease store on Redis. Returns at once and connects by itself, again and again, for ever; while Redis is away
 * every call fails fast.
 */
export function createLeaseStore(_options: LeaseStoreOptions): LeaseStore {
  throw new Error('not written yet');
}
