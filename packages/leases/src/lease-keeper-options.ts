import type {
  AssignedSlot,
  Clock,
  HeldSlot,
  LeaseTiming,
  Log,
  SlotState,
  Successor,
  WorkerInfo,
} from '@muster/fleet';
import type { LeaseStore } from './lease-store.ts';

export interface LeaseKeeperOptions {
  readonly store: LeaseStore;
  readonly worker: WorkerInfo;
  /** Everything the worker holds right now, under the epoch it holds it. Asked at every registration. */
  readonly inventory: () => readonly HeldSlot[];
  /**
   * What the worker shall hold, all of it, every time it changed and after every registration.
   * A slot it holds already, under a higher epoch now: keep the connection, hold it under the new epoch, report it
   * again. A slot it holds that is not listed: keep it and ask `successors`; `mayClose` says when to let go.
   */
  readonly onAssignments: (assignments: readonly AssignedSlot[]) => void;
  /** How long the oldest envelope without an ack has been in hand, in milliseconds; 0: there is none. */
  readonly unackedMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing?: LeaseTiming;
}

/** Keeps one worker's lease. Nothing here rejects or throws because Redis is away. */
export interface LeaseKeeper {
  start(): void;
  /** Whether the worker may open connections: inside its lease, by its own monotonic clock. */
  isCurrent(): boolean;
  /** Tells what became of a slot; `closed`: the worker holds it no more. Sent at once, kept until it arrived. */
  report(slot: string, epoch: bigint, state: SlotState | 'closed', detail?: string): void;
  /** What became of slots that the worker holds; `unknown` for all of them when Redis is away, and without a lease. */
  successors(slots: readonly string[]): Promise<ReadonlyMap<string, Successor>>;
  /** Asks the coordinator to move everything elsewhere. The worker stays registered until `stop`. */
  drain(): void;
  /** Ends the lease, so that slots move at once. Resolves when Redis knows, or after a moment without it. */
  stop(): Promise<void>;
}
