import { nextEpoch } from '../epoch.ts';
import type { Assignment, FleetState } from '../fleet-state.ts';
import { appOfSlot } from '../slot-name.ts';
import type { Vanished } from '../vanished.ts';
import { NO_NOTICES, type Notice, nextVersion, type Step } from './step.ts';

export type Campaigned =
  /** The caller leads for this term. */
  | { readonly kind: 'leading'; readonly term: bigint }
  /** Another one does. */
  | { readonly kind: 'following'; readonly leaderId: string; readonly term: bigint };

/** One change to the table. `expect` is the epoch it was planned on (null: absent): if that moved on, it is void. */
export type Change =
  /** Give a slot to a worker. `floor`: the highest epoch that Postgres has seen for it. */
  | {
      readonly kind: 'assign';
      readonly slot: string;
      readonly expect: bigint | null;
      readonly workerId: string;
      readonly floor: bigint | null;
    }
  /** Nobody shall hold it: whoever does may close. */
  | {
      readonly kind: 'release';
      readonly slot: string;
      readonly expect: bigint | null;
      readonly floor: bigint | null;
    }
  /** Nobody holds a released slot any more: take it off the table. */
  | { readonly kind: 'forget'; readonly slot: string; readonly expect: bigint };

export interface Changes {
  readonly leaderId: string;
  readonly term: bigint;
  readonly changes: readonly Change[];
  /** Lost workers to take off the list, unless they came back. */
  readonly reap: readonly string[];
}

/** A change that was made: the slot, whom it went to (null: nobody), and its new epoch. */
export interface MadeChange {
  readonly slot: string;
  readonly workerId: string | null;
  readonly epoch: bigint;
}

export type Applied =
  /** What was changed; what is missing had moved on, or its worker was lost or draining. */
  | {
      readonly kind: 'applied';
      readonly made: readonly MadeChange[];
      readonly reaped: readonly string[];
    }
  /** The caller does not lead, or no more. Nothing was changed. */
  | { readonly kind: 'stale-term' };

/** Leases to be ended before their time. */
export interface Expiry {
  readonly leaderId: string;
  readonly term: bigint;
  readonly workers: readonly Vanished[];
}

export type Expired =
  /** Whose leases were ended; who is missing had renewed its lease, or has none. */
  { readonly kind: 'expired'; readonly workers: readonly string[] } | { readonly kind: 'stale-term' };

/** Takes or renews the leadership. Who leads also marks the table's birth when it finds none. */
export function campaign(
  state: FleetState,
  { id, ttlMs }: { readonly id: string; readonly ttlMs: number },
  nowUs: number,
): Step<Campaigned> {
  const held = state.leader;
  const isTaken = held !== null && held.expiresUs > nowUs;
  if (isTaken && held.id !== id)
    return {
      state,
      reply: { kind: 'following', leaderId: held.id, term: held.term },
      notices: NO_NOTICES,
    };
  const term = isTaken ? held.term : nextEpoch(held?.term, nowUs);
  return {
    state: {
      ...state,
      leader: { id, term, expiresUs: nowUs + ttlMs * 1000 },
      // A birth that is still to come was noted before the clock was set back.
      tableSinceUs: Math.min(state.tableSinceUs ?? nowUs, nowUs),
    },
    reply: { kind: 'leading', term },
    notices: NO_NOTICES,
  };
}

/** Gives the leadership up. The term stays, so that the next one is higher. */
export function resign(
  state: FleetState,
  { id, term }: { readonly id: string; readonly term: bigint },
  nowUs: number,
): Step<null> {
  const held = state.leader;
  if (held?.id !== id || held.term !== term) return { state, reply: null, notices: NO_NOTICES };
  const expiresUs = Math.min(held.expiresUs, nowUs);
  return {
    state: { ...state, leader: { ...held, expiresUs } },
    reply: null,
    notices: [{ kind: 'coordinators' }],
  };
}

/** Changes assignments, if the caller leads under this term. */
export function apply(state: FleetState, request: Changes, nowUs: number): Step<Applied> {
  if (!leads(state, request, nowUs)) return refuse(state);
  const assignments = new Map(state.assignments);
  const connects = new Map(state.connects);
  const touched = new Set<string>();
  const made: MadeChange[] = [];
  for (const change of request.changes) {
    const before = assignments.get(change.slot);
    if ((before?.epoch ?? null) !== change.expect || !isPossible(state, change, before, nowUs)) continue;
    if (before?.workerId) touched.add(before.workerId);
    if (change.kind === 'forget') {
      assignments.delete(change.slot);
      connects.delete(appOfSlot(change.slot));
      continue;
    }
    const workerId = change.kind === 'assign' ? change.workerId : null;
    const epoch = nextEpoch(before?.epoch, nowUs, change.floor ?? undefined);
    assignments.set(change.slot, { epoch, workerId });
    if (workerId !== null) touched.add(workerId);
    made.push({ slot: change.slot, workerId, epoch });
  }
  const workers = new Map(state.workers);
  const reaped = request.reap.filter((id) => {
    const record = workers.get(id);
    return record !== undefined && record.expiresUs <= nowUs && workers.delete(id);
  });
  const version = nextVersion(state, nowUs);
  const revisions = new Map(state.revisions);
  for (const workerId of reaped) revisions.delete(workerId);
  // A worker off the list is given everything when it registers again, and most never do.
  for (const workerId of touched) if (workers.has(workerId)) revisions.set(workerId, version);
  return {
    state: { ...state, version, assignments, workers, revisions, connects },
    reply: { kind: 'applied', made, reaped },
    notices: [...touched].sort().map((workerId): Notice => ({ kind: 'worker', workerId })),
  };
}

/** Ends the leases of workers that are gone, if the caller leads under this term. One renewed meanwhile stays. */
export function expire(state: FleetState, request: Expiry, nowUs: number): Step<Expired> {
  if (!leads(state, request, nowUs)) return refuse(state);
  const workers = new Map(state.workers);
  const expired: string[] = [];
  for (const { id, expiresUs } of request.workers) {
    const record = workers.get(id);
    if (!record || record.expiresUs !== expiresUs || expiresUs <= nowUs) continue;
    workers.set(id, { ...record, expiresUs: nowUs });
    expired.push(id);
  }
  return { state: { ...state, workers }, reply: { kind: 'expired', workers: expired }, notices: NO_NOTICES };
}

/** Nothing is changed under a term that is over; that it was tried is counted. */
function refuse(state: FleetState): Step<{ readonly kind: 'stale-term' }> {
  const counted = { ...state, staleTerms: state.staleTerms + 1 };
  return { state: counted, reply: { kind: 'stale-term' }, notices: NO_NOTICES };
}

function leads(
  { leader }: FleetState,
  { leaderId, term }: Pick<Changes, 'leaderId' | 'term'>,
  nowUs: number,
): boolean {
  return leader?.id === leaderId && leader.term === term && leader.expiresUs > nowUs;
}

function isPossible(
  state: FleetState,
  change: Change,
  before: Assignment | undefined,
  nowUs: number,
): boolean {
  if (change.kind === 'release') return before === undefined || before.workerId !== null;
  if (change.kind === 'forget') return before?.workerId === null;
  const record = state.workers.get(change.workerId);
  return record !== undefined && record.expiresUs > nowUs && !record.isDraining;
}
