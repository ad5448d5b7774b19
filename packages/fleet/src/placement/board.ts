import { type Held, isLive, type WorkerRecord } from '../fleet-state.ts';
import { slotName } from '../slot-name.ts';
import { findStuck, STUCK } from '../stuck.ts';
import type { Observed, PlacementPolicy } from './observed.ts';
import { hashText } from './rendezvous.ts';

/** A worker that may be given slots. Its load changes while the plan is made. */
export interface OpenWorker {
  readonly id: string;
  readonly capacity: number;
  readonly hash: number;
  /** Its part of all wanted slots, by capacity. */
  readonly share: number;
  /** New slots go elsewhere above this, if there is an elsewhere. */
  readonly softCap: number;
  load: number;
}

/** The state of a plan in the making: who has which slot, and how much everybody has. */
export interface Board {
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

export function setUpBoard(observed: Observed, policy: PlacementPolicy, nowUs: number): Board {
  const present = new Map<string, WorkerRecord>();
  const lost: string[] = [];
  for (const [id, record] of observed.workers) {
    if (record.expiresUs > nowUs || observed.suspects.has(id)) present.set(id, record);
    else lost.push(id);
  }
  const slotsOf = new Map<string, readonly string[]>();
  const owners = new Map<string, string>();
  let total = 0;
  for (const { appId, slots } of observed.wanted) {
    const names = Array.from({ length: slots }, (_, index) => slotName(appId, index));
    slotsOf.set(appId, names);
    total += slots;
    for (const slot of names) {
      const owner = observed.assignments.get(slot)?.workerId;
      if (owner && present.has(owner)) owners.set(slot, owner);
    }
  }
  const leaving = findLeaving(present);
  const open = openWorkers(present, leaving, policy, total, nowUs);
  for (const owner of owners.values()) {
    const worker = open.get(owner);
    if (worker) worker.load += 1;
  }
  return {
    observed,
    open,
    slotsOf,
    owners,
    present,
    lost,
    leaving,
    otherHolders: findOtherHolders(observed, present),
  };
}

function findLeaving(present: ReadonlyMap<string, WorkerRecord>): Set<string> {
  const leaving = new Set(findStuck(present, STUCK));
  for (const [id, { isDraining }] of present) if (isDraining) leaving.add(id);
  return leaving;
}

function openWorkers(
  present: ReadonlyMap<string, WorkerRecord>,
  leaving: ReadonlySet<string>,
  policy: PlacementPolicy,
  total: number,
  nowUs: number,
): Map<string, OpenWorker> {
  const takers = [...present.values()]
    .filter(({ expiresUs, info }) => expiresUs > nowUs && !leaving.has(info.id) && info.capacity > 0)
    .sort((a, b) => (a.info.id < b.info.id ? -1 : 1));
  const capacity = takers.reduce((sum, { info }) => sum + info.capacity, 0);
  return new Map(
    takers.map(({ info }) => {
      const share = (total * info.capacity) / capacity;
      const softCap = Math.min(info.capacity, Math.ceil(policy.boundedLoad * share));
      const { id } = info;
      return [id, { id, capacity: info.capacity, hash: hashText(id), share, softCap, load: 0 }];
    }),
  );
}

function findOtherHolders(
  observed: Observed,
  present: ReadonlyMap<string, WorkerRecord>,
): Map<string, Holder[]> {
  const found = new Map<string, Holder[]>();
  for (const [workerId, record] of present) {
    for (const [slot, held] of record.held) {
      if (observed.assignments.get(slot)?.workerId === workerId) continue;
      const holders = found.get(slot);
      if (holders) holders.push({ workerId, ...held });
      else found.set(slot, [{ workerId, ...held }]);
    }
  }
  return found;
}

/** How many of an app's slots a worker has. */
export function countOf(board: Board, appId: string, workerId: string): number {
  let count = 0;
  for (const slot of board.slotsOf.get(appId) ?? []) if (board.owners.get(slot) === workerId) count += 1;
  return count;
}

/** Live where the table says it is, with its lease current or only suspected. */
export function isLiveOn(board: Board, slot: string): boolean {
  return isLive({ workers: board.present, assignments: board.observed.assignments }, slot);
}

/** On its way: assigned to one worker that does not have it live yet, while another still does. */
export function isMoving(board: Board, slot: string): boolean {
  return (
    (board.otherHolders.get(slot)?.some(({ state }) => state === 'live') ?? false) &&
    board.owners.has(slot) &&
    !isLiveOn(board, slot)
  );
}

/** Gives a slot to a worker, or takes it from the one that has it. */
export function give(board: Board, slot: string, workerId: string): void {
  const before = board.open.get(board.owners.get(slot) ?? '');
  if (before) before.load -= 1;
  board.owners.set(slot, workerId);
  const after = board.open.get(workerId);
  if (after) after.load += 1;
}
