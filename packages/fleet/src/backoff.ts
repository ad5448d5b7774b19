import type { Random } from './seams.ts';

/** Waits between attempts: up to `baseMs`, doubling with each failure, never over `capMs`. */
export interface BackoffPolicy {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait after the `failures`-th failure in a row (1 is the first): anything from 0 to the bound, so that
 * many that failed together do not come back together (full jitter). `atLeastMs` is what the other side asked for
 * (`Retry-After`): then the jitter comes on top of it.
 */
export function backoffMs(failures: number, policy: BackoffPolicy, random: Random, atLeastMs = 0): number {
  // Beyond 2^30 the bound is the cap anyway, and the power would grow without end.
  const doublings = Math.min(Math.max(failures - 1, 0), 30);
  return atLeastMs + random.next() * Math.min(policy.capMs, policy.baseMs * 2 ** doublings);
}
