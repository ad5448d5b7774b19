import type { Clock } from './seams.ts';

/** How a lease is kept: it lasts `ttlMs`, is renewed every `renewEveryMs`, and its holder stops `marginMs` early. */
export interface LeaseTiming {
  readonly ttlMs: number;
  readonly renewEveryMs: number;
  /** What the clocks of two machines may drift apart within a lease, and more. */
  readonly marginMs: number;
}

/** A worker misses three heartbeats in a row before it counts as lost. */
export const WORKER_LEASE: LeaseTiming = { ttlMs: 1_000, renewEveryMs: 250, marginMs: 100 };
export const LEADER_LEASE: LeaseTiming = { ttlMs: 2_000, renewEveryMs: 500, marginMs: 200 };

/** Refuses timings under which a holder could lose its lease between two renewals, or outlive it. */
export function checkLeaseTiming(timing: LeaseTiming): LeaseTiming {
  const { ttlMs, renewEveryMs, marginMs } = timing;
  const deadlineMs = ttlMs - marginMs;
  if (!(renewEveryMs > 0 && renewEveryMs < deadlineMs && deadlineMs < ttlMs))
    throw new RangeError(
      `a lease must be renewed before its deadline, and the deadline come before its end: ` +
        `renewed every ${renewEveryMs} ms, deadline after ${deadlineMs} ms, end after ${ttlMs} ms`,
    );
  return timing;
}

/** The holder's own view of its lease, on its own monotonic clock. */
export interface Deadline {
  /** Notes that a request sent at `sentAtMs` (monotonic, taken before sending) was granted. */
  extend(sentAtMs: number): void;
  /** Gives the lease up: not current until it is extended again. */
  lapse(): void;
  isCurrent(): boolean;
}

/**
 * Counts from *before* the request was sent, less the margin: whatever time the request spent on the way, the
 * store's lease ends later than this.
 */
export function createDeadline(timing: LeaseTiming, clock: Clock): Deadline {
  checkLeaseTiming(timing);
  let deadlineMs = Number.NEGATIVE_INFINITY;
  return {
    extend(sentAtMs) {
      deadlineMs = Math.max(deadlineMs, sentAtMs + timing.ttlMs - timing.marginMs);
    },
    lapse() {
      deadlineMs = Number.NEGATIVE_INFINITY;
    },
    isCurrent: () => clock.monotonicMs() < deadlineMs,
  };
}
