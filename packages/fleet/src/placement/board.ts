import { isLive, type WorkerInfo, type WorkerRecord } from '../fleet-state.ts';
import { slotName } from '../slot-name.ts';
import { findStuck, STUCK } from '../stuck.ts';
import { chooseHomes, type Homes } from './homes.ts';
import type { Observed, PlacementPolicy } from './observed.ts';
import { hashText } from './rendezvous.ts';
import type { Holder, OpenWorker, Scene } from './scene.ts';

/** The state of a plan in the making: the scene, and where poison apps belong. */
export interface Board extends Scene {
  readonly homes: Homes;
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
  const wantedSlots = { ordinary: 0, poison: 0 };
  for (const { appId, slots, isPoison } of observed.wanted) {
    const names = Array.from({ length: slots }, (_, index) => slotName(appId, index));
    slotsOf.set(appId, names);
    wantedSlots[isPoison ? 'poison' : 'ordinary'] += slots;
    for (const slot of names) {
      const owner = observed.assignments.get(slot)?.workerId;
      if (owner && present.has(owner)) owners.set(slot, owner);
    }
  }
  const leaving = findLeaving(present);
  const open = openWorkers(present, leaving, policy, wantedSlots, nowUs);
  for (const owner of owners.values()) {
    const worker = open.get(owner);
    if (worker) worker.load += 1;
  }
  const otherHolders = findOtherHolders(observed, present);
  const scene = { observed, open, slotsOf, owners, present, lost, leaving, otherHolders };
  return { ...scene, homes: chooseHomes(scene) };
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
  wantedSlots: { readonly ordinary: number; readonly poison: number },
  nowUs: number,
): Map<string, OpenWorker> {
  const takers = [...present.values()]
    .filter(({ expiresUs, info }) => expiresUs > nowUs && !leaving.has(info.id) && info.capacity > 0)
    .sort((a, b) => (a.info.id < b.info.id ? -1 : 1));
  const capacityOf = { ordinary: 0, poison: 0 };
  for (const { info } of takers) capacityOf[kindOf(info)] += info.capacity;
  const { ordinary, poison } = wantedSlots;
  const slotsFor = capacityOf.poison > 0 ? wantedSlots : { ordinary: ordinary + poison, poison: 0 };
  return new Map(
    takers.map(({ info }) => {
      const { id, capacity, isQuarantine = false } = info;
      const share = (slotsFor[kindOf(info)] * capacity) / capacityOf[kindOf(info)];
      const softCap = Math.min(capacity, Math.ceil(policy.boundedLoad * share));
      return [id, { id, capacity, hash: hashText(id), isQuarantine, share, softCap, load: 0 }];
    }),
  );
}

/** Whose slots a worker is for. */
function kindOf({ isQuarantine }: Pick<WorkerInfo, 'isQuarantine'>): 'ordinary' | 'poison' {
  return isQuarantine ? 'poison' : 'ordinary';
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
