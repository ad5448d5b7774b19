import type {
  Applied,
  AssignedSlot,
  Beat,
  Campaigned,
  Changes,
  ConnectNews,
  ConnectPermit,
  ConnectRequest,
  Expired,
  Expiry,
  FleetState,
  Heartbeat,
  HeldSlot,
  ProcessInfo,
  SlotReport,
  SlotState,
  Successor,
  WorkerInfo,
} from '@muster/fleet';

/**
 * The table that the fleet agrees on: on Redis, or in memory for tests. Every call is one atomic step and may be
 * repeated. Every call may reject with a LeaseStoreError; one that did may have been done all the same.
 */
export interface LeaseStore {
  /** Begins a worker's lease, or begins it again, with everything the worker holds. Answers what it shall hold. */
  register(registration: Registration): Promise<Registered>;
  /** Renews a lease. `revision` is the last one the worker knows; the assignments come only if there is a newer. */
  heartbeat(beat: Beat): Promise<Heartbeat>;
  /** Notes what became of slots. `unknown`: the worker must register first. */
  report(workerId: string, reports: readonly SlotReport[]): Promise<'noted' | 'unknown'>;
  /** What became of slots that a worker holds. Has an entry for every slot asked. */
  successors(slots: readonly string[]): Promise<ReadonlyMap<string, Successor>>;
  /** Marks a worker as on its way out. */
  drain(workerId: string): Promise<'noted' | 'unknown'>;
  /** Ends a worker's lease at once. */
  deregister(workerId: string): Promise<void>;
  /** Asks to open a connection of an app. What is granted counts as opened. */
  askToConnect(request: ConnectRequest): Promise<ConnectPermit>;
  /** Notes what Slack said of an app's connections, for all workers. */
  noteConnects(appId: string, news: ConnectNews): Promise<void>;

  /** Takes or renews the leadership. */
  campaign(campaign: { id: string; ttlMs: number }): Promise<Campaigned>;
  /** Gives the leadership up, if it is still this one's. */
  resign(leader: { id: string; term: bigint }): Promise<void>;
  /** Everything a leader looks at, and the store's time. Cheap when nothing changed since the last call. */
  observe(): Promise<Observation>;
  /** Changes assignments under a term. A stale term changes nothing; a change whose slot moved on is left out. */
  apply(changes: Changes): Promise<Applied>;

  /** Ends leases under a term, of workers that are gone. A stale term ends none; a lease renewed meanwhile goes on. */
  expire(expiry: Expiry): Promise<Expired>;
  /** How many listen for the assignments of each of these workers right now. */
  listeners(workerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** Makes a process visible for `ttlMs`. A `snapshot` of its metrics stands until the next one, or until it is gone. */
  announce(process: ProcessInfo, ttlMs: number, snapshot?: string): Promise<void>;
  /** Takes a process off the list at once. */
  withdraw(processId: string): Promise<void>;
  /** The processes announced within their time, by kind and id. */
  processes(): Promise<readonly ProcessInfo[]>;
  /** The last snapshots of those processes, by id: a few KB each. Those that gave none are left out. */
  snapshots(): Promise<ReadonlyMap<string, string>>;
  /** Everything a person may want to see of the fleet. */
  fleet(): Promise<FleetPicture>;

  /** Tells the coordinators that what is wanted has changed, so that they need not find out by themselves. */
  nudge(): Promise<void>;
  /** Asks whoever holds a slot to try to connect again at once. Lost if Redis is: ask again. */
  retry(slot: string): Promise<void>;
  /** Calls `listener` when this worker's assignments changed. A hint: heartbeats find out what it misses. */
  onAssigned(workerId: string, listener: () => void): Subscription;
  /** Calls `listener` when a worker came, went, or told something. A hint as well. */
  onFleetChanged(listener: () => void): Subscription;
  /** Calls `listener` after a `nudge`. A hint as well. */
  onNudge(listener: () => void): Subscription;
  /** Calls `listener` with the name of a slot after a `retry`. */
  onRetry(listener: (slot: string) => void): Subscription;
  /** Lets go of the connections to Redis. Calls that are under way fail. */
  close(): Promise<void>;
}

export interface Subscription {
  cancel(): void;
}

export interface Registration {
  readonly worker: WorkerInfo;
  readonly isDraining: boolean;
  readonly inventory: readonly HeldSlot[];
  readonly ttlMs: number;
}

export interface Registered {
  readonly revision: number;
  readonly assignments: readonly AssignedSlot[];
}

/** The table as a leader sees it, at a moment of the store's clock. */
export interface Observation {
  readonly nowUs: number;
  readonly state: Pick<
    FleetState,
    'version' | 'tableSinceUs' | 'leader' | 'workers' | 'assignments' | 'staleTerms'
  >;
}

/** The fleet for screens and the API. */
export interface FleetPicture {
  readonly processes: readonly ProcessInfo[];
  readonly leader: { readonly id: string; readonly term: bigint } | null;
  /** How often a coordinator was refused because its term was over, since Redis was last empty. */
  readonly staleTerms: number;
  readonly workers: readonly PicturedWorker[];
  readonly slots: readonly PicturedSlot[];
}

export interface PicturedWorker extends WorkerInfo {
  /** `lost`: its lease ran out and nobody has taken over yet. */
  readonly lease: 'current' | 'lost';
  readonly isDraining: boolean;
  /** How long the oldest envelope that it has not acked was in its hands at its last heartbeat; 0: none. */
  readonly unackedMs: number;
  /** What it really holds, by slot name; during a handover two workers hold the same slot. */
  readonly held: readonly HeldSlot[];
}

export interface PicturedSlot {
  readonly slot: string;
  /** Whom it is assigned to. Null: released. */
  readonly workerId: string | null;
  readonly epoch: bigint;
  /** What its worker says of it; `waiting`: the worker has not said anything yet, is lost, or there is none. */
  readonly state: SlotState | 'waiting';
  readonly detail: string;
}
