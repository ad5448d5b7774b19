import type { WorkerRecord } from './fleet-state.ts';

/**
 * Against a clock step, a paused Redis or a coordinator that was itself away: all of these make many leases look
 * expired at once. If more than `share` of the workers do (and more than one: a single one is no mass), each must
 * have been seen expired for `lookAgainMs`, by the coordinator's own monotonic clock, before it counts as lost.
 * After an outage of the coordinator's own everybody gets `graceMs` to register again.
 */
export interface BrakePolicy {
  readonly share: number;
  readonly lookAgainMs: number;
  readonly graceMs: number;
}

export const EXPIRY_BRAKE: BrakePolicy = { share: 0.3, lookAgainMs: 500, graceMs: 1_500 };

/** What the coordinator remembers: since when it saw a lease expired, and until when it waits after an outage. */
export interface Brake {
  readonly expiredSinceMs: ReadonlyMap<string, number>;
  readonly graceUntilMs: number;
}

export const NO_BRAKE: Brake = { expiredSinceMs: new Map(), graceUntilMs: Number.NEGATIVE_INFINITY };

/** After an outage: waits before it believes that anybody is lost. */
export function graceAfterOutage(brake: Brake, nowMs: number, policy: BrakePolicy): Brake {
  return { ...brake, graceUntilMs: nowMs + policy.graceMs };
}

/** Looks at the leases. `suspects` have expired but do not count as lost yet. */
export function judgeExpiry(
  brake: Brake,
  seen: { readonly workers: ReadonlyMap<string, WorkerRecord>; readonly nowUs: number },
  nowMs: number,
  policy: BrakePolicy,
): { readonly brake: Brake; readonly suspects: ReadonlySet<string> } {
  const expiredSinceMs = new Map<string, number>();
  for (const [id, record] of seen.workers)
    if (record.expiresUs <= seen.nowUs) expiredSinceMs.set(id, brake.expiredSinceMs.get(id) ?? nowMs);
  const isMass = expiredSinceMs.size > 1 && expiredSinceMs.size > policy.share * seen.workers.size;
  const isInGrace = nowMs < brake.graceUntilMs;
  const suspects = new Set<string>();
  for (const [id, sinceMs] of expiredSinceMs)
    if (isInGrace || (isMass && nowMs - sinceMs < policy.lookAgainMs)) suspects.add(id);
  return { brake: { ...brake, expiredSinceMs }, suspects };
}
