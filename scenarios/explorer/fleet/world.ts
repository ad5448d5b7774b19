import {
  type AssignedSlot,
  type Changes,
  EMPTY_FLEET,
  type FleetState,
  type HeldSlot,
  type SlotReport,
  type Successor,
  type WantedApp,
} from '@muster/fleet';

/**
 * Everything that the fleet consists of, as one value: what Redis and Postgres hold, what each process has in its own
 * memory, and every request that was sent and has not arrived. Worlds are never changed; a move makes a new one.
 */
export interface World {
  /** The store's clock. It goes on with every move and stands for nothing but "later": see `key.ts`. */
  readonly nowUs: number;
  readonly store: FleetState;
  /** Those that run, and dead ones of which something is still on its way. By id. */
  readonly workers: ReadonlyMap<string, Worker>;
  readonly coordinators: readonly Coordinator[];
  /** Plans that somebody sent who does not wait for the answer any more: it died, or gave up waiting. */
  readonly latePlans: readonly SentPlan[];
  /** The highest epoch of each slot in Postgres. */
  readonly postgres: ReadonlyMap<string, bigint>;
  readonly wanted: readonly WantedApp[];
  readonly left: Left;
  /** Coordinators that were ever started, for the names of new ones. */
  readonly started: number;
  /** For the invariants alone: the highest epoch that each slot was ever given, and the highest term ever. */
  readonly minted: ReadonlyMap<string, bigint>;
  readonly highestTerm: bigint;
  /** For I4 alone: nobody was lost yet, nor forgotten. */
  readonly isCalm: boolean;
}

/** What may still happen to the fleet from outside. */
export interface Left {
  readonly faults: number;
  /** Workers that somebody may ask to leave, and times that the app may be taken away and wanted again. */
  readonly drains: number;
  readonly changesOfMind: number;
}

export interface Worker {
  readonly id: string;
  readonly isAlive: boolean;
  /** It believes in its lease: it has registered, and its deadline has not passed. */
  readonly isCurrent: boolean;
  readonly isDraining: boolean;
  /** It shall leave and has not told the store yet. */
  readonly mustSendDrain: boolean;
  readonly revision: number;
  readonly held: ReadonlyMap<string, Connection>;
  /** What the store has not been told yet. */
  readonly untold: ReadonlyMap<string, SlotReport>;
  /** What Postgres has not been told yet: the epoch of each slot. Empty unless Postgres is slow. */
  readonly unwritten: ReadonlyMap<string, bigint>;
  /** Its only request to the store under way, or the answer to it. */
  readonly errand: Errand | null;
  /** The answer to its question what became of the slots that were taken away. */
  readonly successors: Successors | null;
}

/** `waiting`: it may not, or could not, connect yet. `opening`: Slack has not greeted it yet. */
export interface Connection {
  readonly epoch: bigint;
  readonly state: 'waiting' | 'opening' | 'live';
  readonly isAssigned: boolean;
}

export type Errand =
  | { readonly kind: 'register'; readonly isDraining: boolean; readonly inventory: readonly HeldSlot[] }
  | { readonly kind: 'report'; readonly reports: readonly SlotReport[] }
  /** An answer on its way back. `isOver`: its lease was over before it came. */
  | {
      readonly kind: 'answer';
      readonly assignments: readonly AssignedSlot[];
      readonly revision: number;
      readonly isOver: boolean;
    };

export interface Successors {
  readonly bySlot: ReadonlyMap<string, Successor>;
  /**
   * For the invariants alone: a connection of which the store still believed that it was live had broken before, or
   * has since, or the app was taken away meanwhile. Closing in its favour is nobody's mistake.
   */
  readonly isMisled: boolean;
  /** For the invariants alone: the slots of which the table knew nothing when the answer was given. */
  readonly absent: readonly string[];
}

/** A plan on its way. `moves`: which of its changes take a slot from a worker that is well. */
export interface SentPlan extends Changes {
  readonly moves: readonly string[];
}

export interface Coordinator {
  readonly id: string;
  /** The term it believes in; null when it follows, or its deadline has passed. */
  readonly term: bigint | null;
  /** The plan that it has sent. */
  readonly plan: SentPlan | null;
  /** Workers whose lease it has seen expired. */
  readonly seenExpired: readonly string[];
  readonly isRebalancing: boolean;
}

/** What a move did that the invariants ask about. */
export type Deed =
  | { readonly kind: 'applied'; readonly plan: SentPlan }
  /** A worker closed a live connection of its own accord, because of `successor`, if it asked for one. */
  | {
      readonly kind: 'closed';
      readonly workerId: string;
      readonly slots: readonly string[];
      readonly successors: Successors | null;
    };

export interface WorldSize {
  readonly workers: number;
  readonly apps: number;
  readonly slotsPerApp: number;
  readonly faults: number;
  readonly drains?: number;
  readonly changesOfMind?: number;
}

/** Processes that have just been started, two coordinators among them, and an empty Redis and Postgres. */
export function newWorld(size: WorldSize): World {
  const { workers, apps, slotsPerApp, faults, drains = 0, changesOfMind = 0 } = size;
  return {
    nowUs: 1_000,
    store: EMPTY_FLEET,
    workers: new Map(Array.from({ length: workers }, (_, at) => [`w${at + 1}`, newWorker(`w${at + 1}`)])),
    coordinators: [newCoordinator('c1'), newCoordinator('c2')],
    latePlans: [],
    postgres: new Map(),
    wanted: Array.from({ length: apps }, (_, at) => ({ appId: `A${at + 1}`, slots: slotsPerApp })),
    left: { faults, drains, changesOfMind },
    started: 2,
    minted: new Map(),
    highestTerm: 0n,
    isCalm: true,
  };
}

export function newWorker(id: string): Worker {
  return {
    id,
    isAlive: true,
    isCurrent: false,
    isDraining: false,
    mustSendDrain: false,
    revision: 0,
    held: NOTHING,
    untold: NOTHING,
    unwritten: NOTHING,
    // It registers at once, with nothing.
    errand: { kind: 'register', isDraining: false, inventory: [] },
    successors: null,
  };
}

export function newCoordinator(id: string): Coordinator {
  return { id, term: null, plan: null, seenExpired: [], isRebalancing: false };
}

export const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** A copy of a map with one entry set, or taken out when the value is undefined. */
export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | undefined,
): ReadonlyMap<string, Value> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** A world in which a worker became another, or is gone. */
export function withWorker(world: World, worker: Worker): World {
  return { ...world, workers: withEntry(world.workers, worker.id, isGone(worker) ? undefined : worker) };
}

/** A dead worker counts only as long as something of it is under way. */
function isGone({ isAlive, errand, unwritten }: Worker): boolean {
  return !isAlive && errand === null && unwritten.size === 0;
}
