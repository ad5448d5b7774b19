import { findStuck, type Observed, type Plan, STUCK } from '@muster/fleet';

/** What a plan is made of; `version` stands for all of the table that heartbeats leave alone. */
export interface Sight {
  readonly observed: Observed;
  readonly version: number;
  readonly nowUs: number;
}

/**
 * Remembers what was seen when a plan had nothing to change, so that none is made as long as all looks the same: for
 * 100,000 slots a plan costs a good part of the time between two looks.
 */
export interface StillLife {
  isUnchanged(sight: Sight): boolean;
  note(sight: Sight, plan: Plan): void;
}

export function createStillLife(): StillLife {
  let last: Sight | null = null;
  return {
    isUnchanged: (sight) =>
      last !== null &&
      last.version === sight.version &&
      isCalm(sight) &&
      isSame(last.observed, sight.observed),
    note(sight, plan) {
      last = isEmpty(plan) && isCalm(sight) ? sight : null;
    },
  };
}

function isEmpty({ changes, reap, waiting, isPartial, isRebalancing }: Plan): boolean {
  return changes.length === 0 && reap.length === 0 && waiting.length === 0 && !isPartial && !isRebalancing;
}

/** What only time or a heartbeat tells: all leases go on, nobody is suspected, nobody is stuck. */
function isCalm({ observed: { workers, suspects }, nowUs }: Sight): boolean {
  if (suspects.size > 0 || findStuck(workers, STUCK).size > 0) return false;
  for (const { expiresUs } of workers.values()) if (expiresUs <= nowUs) return false;
  return true;
}

/** Everything but what the version and `isCalm` speak for. */
function isSame(before: Observed, now: Observed): boolean {
  const { workers, assignments, suspects, ...others } = now;
  return Object.entries(others).every(([name, value]) => before[name as keyof Observed] === value);
}
