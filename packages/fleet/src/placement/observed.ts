import type { Assignment, WorkerRecord } from '../fleet-state.ts';
import type { Change } from '../steps/leader-steps.ts';

/** An app whose slots are to be filled. */
export interface WantedApp {
  readonly appId: string;
  readonly slots: number;
  /** Processes die while they handle what it sends: it is kept apart from the others. Absent: it is not. */
  readonly isPoison?: boolean;
}

/** What placement looks at. */
export interface Observed {
  readonly wanted: readonly WantedApp[];
  readonly workers: ReadonlyMap<string, WorkerRecord>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  /** The highest epoch that Postgres has seen, by slot. */
  readonly floors: ReadonlyMap<string, bigint>;
  /** Workers whose lease has expired but who do not count as lost yet: they keep what they have, get nothing. */
  readonly suspects: ReadonlySet<string>;
  /** There is no quarantine worker, but one was lost so recently that it will be back: poison apps wait for it. */
  readonly isQuarantineAwaited?: boolean;
  /** Whether the last plan was in the middle of levelling loads. */
  readonly isRebalancing: boolean;
}

export interface PlacementPolicy {
  /** New slots go to workers below this many times their share, as long as there are such. */
  readonly boundedLoad: number;
  /** Levelling begins when a worker has more than this many times its share, and then goes on to the share. */
  readonly rebalanceAbove: number;
  /** How many moves may be under way in the whole fleet, drains included. */
  readonly maxMovesInFlight: number;
  /** How many of them may be for the sake of levelling or of parting twins. */
  readonly maxRebalancesInFlight: number;
  /**
   * How many workers a plan may weigh for slots that have none, all slots together; the rest is for the next plan. A
   * leader whose plan takes longer than its lease would never place anything.
   */
  readonly maxWeighed: number;
}

export const PLACEMENT: PlacementPolicy = {
  boundedLoad: 1.15,
  rebalanceAbove: 1.25,
  maxMovesInFlight: 64,
  maxRebalancesInFlight: 16,
  // 4,000 slots for 1,000 workers: 0.2 s, of a lease of 2 s, on a processor that has nothing else to do.
  maxWeighed: 4_000_000,
};

export interface Plan {
  readonly changes: readonly Change[];
  /** Lost workers, to be taken off the list. */
  readonly reap: readonly string[];
  /** Wanted slots that no worker can take now. */
  readonly waiting: readonly string[];
  /** Whether slots without a worker were left to the next plan, which shall come at once. */
  readonly isPartial: boolean;
  /** The slots among the changes that move from a worker that is well: drained, put where it belongs, parted or levelled. */
  readonly moves: readonly string[];
  /** To be handed to the next plan. */
  readonly isRebalancing: boolean;
}
