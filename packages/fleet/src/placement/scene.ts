import type { Held, WorkerRecord } from '../fleet-state.ts';
import type { Observed } from './observed.ts';

/** A worker that may be given slots. Its load changes while the plan is made. */
export interface OpenWorker {
  readonly id: string;
  readonly capacity: number;
  readonly hash: number;
  readonly isQuarantine: boolean;
  /** Its part of all wanted slots that workers of its kind take, by capacity. */
  readonly share: number;
  /** New slots go elsewhere above this, if there is an elsewhere. */
  readonly softCap: number;
  load: number;
}

/** What a plan is made on: who has which slot, and how much everybody has. */
export interface Scene {
  readonly observed: Observed;
  readonly open: ReadonlyMap<string, OpenWorker>;
  /** Wanted slots by app. */
  readonly slotsOf: ReadonlyMap<string, readonly string[]>;
  /** Who has a wanted slot; absent: nobody. Changes while the plan is made. */
  readonly owners: Map<string, string>;
  /** Workers with a lease, or suspected: not lost. */
  readonly present: ReadonlyMap<string, WorkerRecord>;
  readonly lost: readonly string[];
  /** Those present that shall be emptied: on their way out, or stuck. */
  readonly leaving: ReadonlySet<string>;
  /** Who really holds a slot beside its owner. Only slots of which this is true have an entry. */
  readonly otherHolders: ReadonlyMap<string, readonly Holder[]>;
}

export interface Holder extends Held {
  readonly workerId: string;
}
