import type { Assignment, Held, WorkerInfo, WorkerRecord } from '../fleet-state.ts';
import { findStuck, STUCK } from '../stuck.ts';
import type { Observed, PlacementPolicy } from './observed.ts';
import { hashText } from './rendezvous.ts';
import { nameWantedSlots } from './wanted-slots.ts';

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

/** A wanted slot, with all that is known of it looked up once: there may be a million of them. */
export interface BoardSlot {
  readonly slot: string;
  readonly assignment: Assignment | undefined;
  /** The highest epoch that Postgres has seen; null: none. */
  readonly floor: bigint | null;
  /** What its assigned worker says of it, if that one is present. Looked up after all slots are on the board. */
  held: Held | undefined;
  /** Who has it; null: nobody. Changes while the plan is made. */
  owner: string | null;
}

export interface BoardApp {
  readonly appId: string;
  readonly slots: readonly BoardSlot[];
  /** The worker where a poison app lives, all its slots together; null: none for now. Undefined: it is not poison. */
  home: string | null | undefined;
}

/** The state of a plan in the making: who has which slot, and how much everybody has. */
export interface Board {
  readonly observed: Observed;
  readonly open: ReadonlyMap<string, OpenWorker>;
  readonly apps: readonly BoardApp[];
  /** Workers with a lease, or suspected: not lost. */
  readonly present: ReadonlyMap<string, WorkerRecord>;
  readonly lost: readonly string[];
  /** Those present that shall be emptied: on their way out, or stuck. */
  readonly leaving: ReadonlySet<string>;
  /** Who really holds a slot beside its owner. Only slots of which this is true have an entry. */
  readonly otherHolders: ReadonlyMap<string, readonly Holder[]>;
  /** How many entries of the table are of wanted slots. */
  readonly wantedAssignments: number;
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
  const wantedSlots = { ordinary: 0, poison: 0 };
  for (const { slots, isPoison } of observed.wanted) wantedSlots[isPoison ? 'poison' : 'ordinary'] += slots;
  const leaving = findLeaving(present);
  const open = openWorkers(present, leaving, policy, wantedSlots, nowUs);
  return { observed, open, present, lost, leaving, ...lookUpSlots(observed, present, open) };
}

/** Looks every wanted slot up, and counts the loads of open workers. */
function lookUpSlots(
  observed: Observed,
  present: ReadonlyMap<string, WorkerRecord>,
  open: ReadonlyMap<string, OpenWorker>,
): Pick<Board, 'apps' | 'otherHolders' | 'wantedAssignments'> {
  const owned = new Map<string, BoardSlot[]>([...present.keys()].map((id) => [id, []]));
  let wantedAssignments = 0;
  const apps = nameWantedSlots(observed).map(({ appId, isPoison, names, floors }): BoardApp => {
    const slots = names.map((slot, index): BoardSlot => {
      const assignment = observed.assignments.get(slot);
      if (assignment) wantedAssignments += 1;
      const ofOwner = assignment?.workerId ? owned.get(assignment.workerId) : undefined;
      const owner = ofOwner ? (assignment?.workerId ?? null) : null;
      const found: BoardSlot = { slot, assignment, floor: floors[index] ?? null, held: undefined, owner };
      ofOwner?.push(found);
      return found;
    });
    return { appId, slots, home: isPoison ? null : undefined };
  });
  for (const [id, worker] of open) worker.load = owned.get(id)?.length ?? 0;
  return { apps, wantedAssignments, otherHolders: findHolders(observed, present, owned) };
}

/**
 * Notes what workers say of their own slots, and finds who holds what is not its own. Worker by worker, so that what
 * one holds stays in the processor's cache; and one that holds nothing but its own slots, as nearly all do nearly
 * always, is not gone through.
 */
function findHolders(
  observed: Observed,
  present: ReadonlyMap<string, WorkerRecord>,
  owned: ReadonlyMap<string, readonly BoardSlot[]>,
): Map<string, Holder[]> {
  const others = new Map<string, Holder[]>();
  for (const [workerId, { held }] of present) {
    let ownHeld = 0;
    for (const slot of owned.get(workerId) ?? []) {
      slot.held = held.get(slot.slot);
      if (slot.held) ownHeld += 1;
    }
    if (ownHeld === held.size) continue;
    for (const [slot, what] of held) {
      if (observed.assignments.get(slot)?.workerId === workerId) continue;
      const holders = others.get(slot);
      if (holders) holders.push({ workerId, ...what });
      else others.set(slot, [{ workerId, ...what }]);
    }
  }
  return others;
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

/** How many of an app's slots a worker has. */
export function countOf({ slots }: BoardApp, workerId: string): number {
  let count = 0;
  for (const { owner } of slots) if (owner === workerId) count += 1;
  return count;
}

/** Live where the table says it is, with its lease current or only suspected. */
export function isLiveWhereAssigned({ assignment, held }: BoardSlot): boolean {
  return held?.state === 'live' && held.epoch === assignment?.epoch;
}

/** On its way: assigned to one worker that does not have it live yet, while another still does. */
export function isMoving(board: Board, slot: BoardSlot): boolean {
  if (slot.owner === null || isLiveWhereAssigned(slot)) return false;
  return board.otherHolders.get(slot.slot)?.some(({ state }) => state === 'live') ?? false;
}

/** Gives a slot to a worker, or takes it from the one that has it. */
export function give(board: Board, slot: BoardSlot, workerId: string): void {
  const before = board.open.get(slot.owner ?? '');
  if (before) before.load -= 1;
  slot.owner = workerId;
  const after = board.open.get(workerId);
  if (after) after.load += 1;
}

/**
 * The highest epoch known of a slot outside the table: `floor`, in Postgres, or in the hands of who holds it; `own`
 * is what its assigned worker says.
 */
export function highestKnown(
  { otherHolders }: Board,
  slot: string,
  floor: bigint | null,
  own: Held | undefined,
): bigint | null {
  let highest = higher(floor, own?.epoch);
  if (otherHolders.size === 0) return highest;
  for (const { epoch } of otherHolders.get(slot) ?? []) highest = higher(highest, epoch);
  return highest;
}

function higher(floor: bigint | null, epoch: bigint | undefined): bigint | null {
  return epoch !== undefined && (floor === null || epoch > floor) ? epoch : floor;
}
