import { WORKER_LEASE, type WorkerRecord } from '@muster/fleet';

const LEASE_US = WORKER_LEASE.ttlMs * 1_000;

/**
 * When each worker was last heard, in microseconds of the store's clock: the moment from which its lease last ran.
 * It is kept from observations in which the lease was current, for a lease that is ended early says it no more.
 */
export interface LastHeard {
  note(workers: ReadonlyMap<string, WorkerRecord>, nowUs: number): void;
  of(worker: WorkerRecord): number;
}

export function createLastHeard(): LastHeard {
  let heardUs: ReadonlyMap<string, number> = new Map();
  return {
    note(workers, nowUs) {
      const next = new Map<string, number>();
      for (const [id, { expiresUs }] of workers) {
        const lastUs = expiresUs > nowUs ? expiresUs - LEASE_US : heardUs.get(id);
        if (lastUs !== undefined) next.set(id, lastUs);
      }
      heardUs = next;
    },
    of: ({ info, expiresUs }) => heardUs.get(info.id) ?? expiresUs - LEASE_US,
  };
}
