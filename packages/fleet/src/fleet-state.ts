/**
 * The fleet as one value: what the lease store holds, on Redis or in memory. The reducers in `steps/` are the only
 * ones to make a new state from an old one, and each has a twin in Lua that does the same on Redis.
 *
 * A slot's life in this table:
 *
 *   (absent) ──assign──▶ assigned to a worker ──assign──▶ assigned to another worker ──…
 *                              │      ▲                          (each time under a higher epoch)
 *                           release   │ assign
 *                              ▼      │
 *                           released (nobody shall hold it) ──forget, once nobody does──▶ (absent)
 *
 * Absent means *nothing is known*, as after a wiped Redis: a worker keeps what it holds. Released means the
 * coordinator said so: whoever holds it closes. Beside it, each worker says what it really holds and in which
 * state; a slot is live when its assigned worker holds it live under the assignment's own epoch.
 *
 * All times are whole microseconds since 1970 on the store's clock (Redis TIME), below 2^53 until the year 2255.
 */
export interface FleetState {
  /** Rises with every change that `observe` shows, across a wiped store too. Heartbeats leave it alone. */
  readonly version: number;
  /** When a leader first found the table empty: at the very start, or after a wipe. Null: no leader saw it yet. */
  readonly tableSinceUs: number | null;
  readonly leader: Leader | null;
  readonly workers: ReadonlyMap<string, WorkerRecord>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  /** For each worker on the list the version at which its assignments last changed. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly processes: ReadonlyMap<string, ProcessRecord>;
  /** How often a coordinator was refused because its term was over. */
  readonly staleTerms: number;
  /** How far connections of all apps, and of each, have used up what may be opened: see connect-budget.ts. */
  readonly fleetTatUs: number;
  readonly connects: ReadonlyMap<string, AppConnects>;
}

/** What is known of the connections that were opened for an app. Zero: nothing. */
export interface AppConnects {
  /** The theoretical arrival time of the next one. */
  readonly tatUs: number;
  /** How many Slack counted at the youngest hello, and when that was. */
  readonly counted: number;
  readonly countedUs: number;
  /** Slack asked to wait until then. */
  readonly notBeforeUs: number;
}

/** The coordinator that may assign, for a term that only rises. */
export interface Leader {
  readonly id: string;
  readonly term: bigint;
  readonly expiresUs: number;
}

/** What a worker says of itself when it registers. */
export interface WorkerInfo {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** When it started, ISO 8601. */
  readonly since: string;
  /** How many connections it takes at most; also its weight when slots are shared out. */
  readonly capacity: number;
  /** Whether it is there for poison apps alone. Absent, as from older workers: an ordinary worker. */
  readonly isQuarantine?: boolean;
}

export interface WorkerRecord {
  readonly info: WorkerInfo;
  /** Its lease. Past this the worker counts as lost until it registers again. */
  readonly expiresUs: number;
  /** It is on its way out: it keeps its slots until they live elsewhere and gets no new ones. */
  readonly isDraining: boolean;
  /** How long the oldest envelope that it has not acked was in its hands at its last heartbeat; 0: none. */
  readonly unackedMs: number;
  /** What it says it holds, by slot. */
  readonly held: ReadonlyMap<string, Held>;
}

/** `connecting`: it is at it. `live`: Slack has greeted the connection. `down`: it failed and will be tried again. */
export type SlotState = 'connecting' | 'live' | 'down';

/** A connection as its worker sees it. */
export interface Held {
  /** The epoch under which the worker holds it. */
  readonly epoch: bigint;
  readonly state: SlotState;
  /** Why it is not live, in words for people; '' when there is nothing to say. */
  readonly detail: string;
}

/** Who shall hold a slot. `workerId` null: released, nobody shall. */
export interface Assignment {
  readonly epoch: bigint;
  readonly workerId: string | null;
}

/** A slot with what its worker says of it. */
export interface HeldSlot extends Held {
  readonly slot: string;
}

/** A slot that a worker shall hold, and the epoch to hold it under. */
export interface AssignedSlot {
  readonly slot: string;
  readonly epoch: bigint;
}

export type ProcessKind = 'gateway' | 'coordinator' | 'socket-worker' | 'task-worker';

/** What a process tells about itself to whoever shows the fleet. */
export interface ProcessInfo {
  readonly kind: ProcessKind;
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** When it started, ISO 8601. */
  readonly since: string;
  /** More for the screen, as plain JSON. Never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export interface ProcessRecord {
  readonly info: ProcessInfo;
  readonly expiresUs: number;
  /** The last snapshot of its metrics; '' before the first. */
  readonly snapshot: string;
}

export const EMPTY_FLEET: FleetState = {
  version: 0,
  tableSinceUs: null,
  leader: null,
  workers: new Map(),
  assignments: new Map(),
  revisions: new Map(),
  processes: new Map(),
  staleTerms: 0,
  fleetTatUs: 0,
  connects: new Map(),
};

/** Whether a slot is live: held live by the worker it is assigned to, under the assignment's epoch. */
export function isLive(state: Pick<FleetState, 'workers' | 'assignments'>, slot: string): boolean {
  const assignment = state.assignments.get(slot);
  if (!assignment?.workerId) return false;
  const held = state.workers.get(assignment.workerId)?.held.get(slot);
  return held?.state === 'live' && held.epoch === assignment.epoch;
}
