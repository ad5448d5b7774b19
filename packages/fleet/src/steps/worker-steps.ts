import type {
  AssignedSlot,
  FleetState,
  Held,
  HeldSlot,
  SlotState,
  WorkerInfo,
  WorkerRecord,
} from '../fleet-state.ts';
import { NO_NOTICES, nextVersion, type Step, TO_COORDINATORS, withEntry } from './step.ts';

export interface RegisterRequest {
  readonly worker: WorkerInfo;
  readonly isDraining: boolean;
  readonly inventory: readonly HeldSlot[];
  readonly ttlMs: number;
}

/** What a slot became, as its worker tells. `closed`: the worker holds it no more. */
export interface SlotReport {
  readonly slot: string;
  readonly epoch: bigint;
  readonly state: SlotState | 'closed';
  readonly detail: string;
}

export type Heartbeat =
  /** The lease goes on. `assignments`: all of them, or null if the worker knows them already. */
  | {
      readonly kind: 'renewed';
      readonly revision: number;
      readonly assignments: readonly AssignedSlot[] | null;
      /** Whether it is on its way out: somebody else may have said so, and the worker remembers it from then on. */
      readonly isDraining: boolean;
    }
  /** There is no lease, or it has run out: register again. */
  | { readonly kind: 'unknown' };

/** Begins a lease. What the worker holds replaces whatever was known of it. */
export function register(
  state: FleetState,
  request: RegisterRequest,
  nowUs: number,
): Step<{ readonly revision: number; readonly assignments: readonly AssignedSlot[] }> {
  const { worker, isDraining, inventory, ttlMs } = request;
  const held = new Map<string, Held>(
    inventory.map(({ slot, epoch, state, detail }) => [slot, { epoch, state, detail }]),
  );
  const record: WorkerRecord = {
    info: worker,
    expiresUs: nowUs + ttlMs * 1000,
    // Once on its way out, always: somebody may have said so while the worker did not listen.
    isDraining: isDraining || state.workers.get(worker.id)?.isDraining === true,
    unackedMs: 0,
    held,
  };
  return {
    state: {
      ...state,
      version: nextVersion(state, nowUs),
      workers: withEntry(state.workers, worker.id, record),
    },
    reply: { revision: state.revisions.get(worker.id) ?? 0, assignments: assignedTo(state, worker.id) },
    notices: TO_COORDINATORS,
  };
}

export interface Beat {
  readonly workerId: string;
  readonly ttlMs: number;
  /** The last revision of its assignments that the worker knows. */
  readonly revision: number;
  /** See WorkerRecord. */
  readonly unackedMs: number;
}

/** Renews a lease that has not run out. */
export function heartbeat(state: FleetState, beat: Beat, nowUs: number): Step<Heartbeat> {
  const record = state.workers.get(beat.workerId);
  if (!record || record.expiresUs <= nowUs) return { state, reply: { kind: 'unknown' }, notices: NO_NOTICES };
  const renewed = { ...record, expiresUs: nowUs + beat.ttlMs * 1000, unackedMs: beat.unackedMs };
  const revision = state.revisions.get(beat.workerId) ?? 0;
  return {
    state: { ...state, workers: withEntry(state.workers, beat.workerId, renewed) },
    reply: {
      kind: 'renewed',
      revision,
      assignments: revision === beat.revision ? null : assignedTo(state, beat.workerId),
      isDraining: record.isDraining,
    },
    notices: NO_NOTICES,
  };
}

/** Notes what became of slots. It renews nothing: a worker that cannot beat is lost however much it reports. */
export function report(
  state: FleetState,
  told: { readonly workerId: string; readonly reports: readonly SlotReport[] },
  nowUs: number,
): Step<'noted' | 'unknown'> {
  const record = state.workers.get(told.workerId);
  if (!record) return { state, reply: 'unknown', notices: NO_NOTICES };
  const held = new Map(record.held);
  for (const { slot, epoch, state: became, detail } of told.reports) {
    if (became === 'closed') held.delete(slot);
    else held.set(slot, { epoch, state: became, detail });
  }
  return {
    state: {
      ...state,
      version: nextVersion(state, nowUs),
      workers: withEntry(state.workers, told.workerId, { ...record, held }),
    },
    reply: 'noted',
    notices: TO_COORDINATORS,
  };
}

/** Marks a worker as on its way out. */
export function drain(state: FleetState, workerId: string, nowUs: number): Step<'noted' | 'unknown'> {
  const record = state.workers.get(workerId);
  if (!record) return { state, reply: 'unknown', notices: NO_NOTICES };
  return {
    state: {
      ...state,
      version: nextVersion(state, nowUs),
      workers: withEntry(state.workers, workerId, { ...record, isDraining: true }),
    },
    reply: 'noted',
    notices: TO_COORDINATORS,
  };
}

/** Ends a lease. The worker's assignments stay in the table until a leader gives them to others. */
export function deregister(state: FleetState, workerId: string, nowUs: number): Step<null> {
  if (!state.workers.has(workerId)) return { state, reply: null, notices: NO_NOTICES };
  return {
    state: {
      ...state,
      version: nextVersion(state, nowUs),
      workers: withEntry(state.workers, workerId, undefined),
      revisions: withEntry(state.revisions, workerId, undefined),
    },
    reply: null,
    notices: TO_COORDINATORS,
  };
}

/** What a worker shall hold, by slot name. */
export function assignedTo(state: FleetState, workerId: string): AssignedSlot[] {
  const slots: AssignedSlot[] = [];
  for (const [slot, assignment] of state.assignments)
    if (assignment.workerId === workerId) slots.push({ slot, epoch: assignment.epoch });
  return slots.sort((a, b) => (a.slot < b.slot ? -1 : 1));
}
