import type { Random } from './seams.ts';

/**
 * How often something may fail before it is left alone for a while. A failing app hurts nobody else: it costs no more
 * than one try per quarantine.
 */
export interface RestartBudget {
  /** So many failures within so long are too many. */
  readonly failures: number;
  readonly withinMs: number;
  /** The first quarantine; each further one lasts twice as long, up to the longest. */
  readonly quarantineMs: number;
  readonly longestMs: number;
}

export const RESTART_BUDGET: RestartBudget = {
  failures: 5,
  withinMs: 60_000,
  quarantineMs: 30_000,
  longestMs: 3_600_000,
};

/** What was spent of a budget. Times are of the monotonic clock. */
export interface Spending {
  readonly failedAtMs: readonly number[];
  /** Quarantines in a row. */
  readonly quarantines: number;
}

export const NOTHING_SPENT: Spending = { failedAtMs: [], quarantines: 0 };

/**
 * Notes a failure. `quarantineMs`: for how long to leave it alone, at least half the quarantine and at most all of
 * it, so that those that failed together do not come back together; null while the budget lasts.
 */
export function noteFailure(
  spent: Spending,
  nowMs: number,
  budget: RestartBudget,
  random: Random,
): { readonly spent: Spending; readonly quarantineMs: number | null } {
  const failedAtMs = [...spent.failedAtMs.filter((atMs) => nowMs - atMs < budget.withinMs), nowMs];
  if (failedAtMs.length < budget.failures) return { spent: { ...spent, failedAtMs }, quarantineMs: null };
  const lengthMs = Math.min(budget.quarantineMs * 2 ** Math.min(spent.quarantines, 30), budget.longestMs);
  return {
    spent: { failedAtMs: [], quarantines: spent.quarantines + 1 },
    quarantineMs: Math.round(lengthMs * (0.5 + random.next() / 2)),
  };
}
