import type { WorkerRecord } from './fleet-state.ts';

/**
 * Fast detection of dead workers. The kernel closes the connections of a process that dies, so that nobody listens on
 * the worker's channel any more, long before its lease ends. That alone proves nothing, for connections are renewed;
 * a heartbeat that is late proves nothing either. Both together are believed: a false alarm costs one connection more.
 * A worker whose machine or network died keeps its connections, for all that Redis knows: its lease finds it out.
 */
export interface VanishPolicy {
  /** Looks in a row at which nobody listened. */
  readonly looks: number;
  /** Since the last heartbeat: longer than the time between two. */
  readonly silentMs: number;
  /** If more than this share of the workers vanish at once, and more than one, it is Redis that was away: leases decide. */
  readonly share: number;
}

export const VANISHING: VanishPolicy = { looks: 2, silentMs: 300, share: 0.3 };

/** At how many looks in a row nobody listened, by worker. */
export type DeafLooks = ReadonlyMap<string, number>;

/** Counts one more look. `listeners`: how many listen, by worker; who is not in it was not looked at. */
export function countDeafLooks(before: DeafLooks, listeners: ReadonlyMap<string, number>): DeafLooks {
  const deaf = new Map<string, number>();
  for (const [id, count] of listeners) if (count === 0) deaf.set(id, (before.get(id) ?? 0) + 1);
  return deaf;
}

/** A worker whose lease is to be ended, unless it was renewed since it was seen to end then. */
export interface Vanished {
  readonly id: string;
  readonly expiresUs: number;
}

/** The workers that vanished, of those whose lease lasts. `leaseMs` is the length of a lease. */
export function findVanished(
  deaf: DeafLooks,
  seen: { readonly workers: ReadonlyMap<string, WorkerRecord>; readonly nowUs: number },
  leaseMs: number,
  policy: VanishPolicy,
): readonly Vanished[] {
  const vanished: Vanished[] = [];
  for (const [id, { expiresUs }] of seen.workers) {
    const leftUs = expiresUs - seen.nowUs;
    const isSilent = leftUs <= (leaseMs - policy.silentMs) * 1_000;
    if (leftUs > 0 && isSilent && (deaf.get(id) ?? 0) >= policy.looks) vanished.push({ id, expiresUs });
  }
  const isMass = vanished.length > 1 && vanished.length > policy.share * seen.workers.size;
  return isMass ? [] : vanished;
}
