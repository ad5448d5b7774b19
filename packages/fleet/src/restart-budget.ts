/** How many failures within which time are one's own affair; one more is somebody else's. */
export interface RestartPolicy {
  readonly maxFailures: number;
  readonly withinMs: number;
}

/** Five failures within a minute spend a slot's budget. */
export const SLOT_RESTARTS: RestartPolicy = { maxFailures: 5, withinMs: 60_000 };

/** The times (monotonic, milliseconds) of the failures that still count, oldest first. */
export type RestartBudget = readonly number[];

export const FULL_BUDGET: RestartBudget = [];

/** Takes a failure off the budget. `isSpent`: it was one too many. The budget grows back as failures age. */
export function spend(
  budget: RestartBudget,
  nowMs: number,
  policy: RestartPolicy,
): { readonly budget: RestartBudget; readonly isSpent: boolean } {
  const counted = [...budget.filter((at) => at > nowMs - policy.withinMs), nowMs].slice(-policy.maxFailures);
  return { budget: counted, isSpent: counted.length >= policy.maxFailures };
}
