import { appOfSlot } from '../slot-name.ts';
import type { Change } from '../steps/leader-steps.ts';
import { type Board, give, isMoving, setUpBoard } from './board.ts';
import { chooseHolder, chooseWorker } from './choose-worker.ts';
import { moveHome } from './move-home.ts';
import { levelLoads, moveFromLeaving, partTwins } from './moves.ts';
import type { Observed, PlacementPolicy, Plan } from './observed.ts';

/**
 * What to change so that every wanted slot has a worker. Sticky: a slot stays where it is unless its worker is lost,
 * drains or is stuck, its app became poison or was released, its twin lives on the same worker though another could
 * take it, or the loads are far apart. In this order: slots without a worker (first to whoever holds them already),
 * assignments that are out of date, draining and stuck workers, slots that belong elsewhere for poison's sake, twins
 * that live together, uneven loads; then slots that nobody wants any more. Sending a plan twice changes nothing the
 * second time, and a plan made from what the first one led to is empty.
 */
export function planPlacement(observed: Observed, policy: PlacementPolicy, nowUs: number): Plan {
  const board = setUpBoard(observed, policy, nowUs);
  const renewed = renewOutdated(board);
  const { placed, waiting } = placeUnassigned(board);
  const { moves, isRebalancing } = planMoves(board, policy, placed.length + renewed.length > 0);
  const assigned = [...renewed, ...placed, ...moves].map((slot): Change => {
    const workerId = board.owners.get(slot) ?? '';
    return {
      kind: 'assign',
      slot,
      expect: epochOf(observed, slot),
      workerId,
      floor: floorOf(board, slot),
    };
  });
  return {
    changes: [...assigned, ...letGo(board)],
    reap: board.lost,
    waiting,
    moves,
    isRebalancing,
  };
}

function placeUnassigned(board: Board): { placed: string[]; waiting: string[] } {
  const placed: string[] = [];
  const waiting: string[] = [];
  // Adoption first: who holds a slot already has a claim, and new slots should see the loads that result.
  const homeless: [appId: string, slot: string][] = [];
  for (const [appId, slots] of board.slotsOf) {
    for (const slot of slots) {
      if (board.owners.has(slot)) continue;
      const holder = chooseHolder(board, appId, slot);
      if (holder === null) {
        homeless.push([appId, slot]);
        continue;
      }
      give(board, slot, holder);
      placed.push(slot);
    }
  }
  for (const [appId, slot] of homeless) {
    const worker = chooseWorker(board, appId, slot);
    if (worker) {
      give(board, slot, worker.id);
      placed.push(slot);
    } else waiting.push(slot);
  }
  return { placed, waiting };
}

/**
 * A Redis that lost its last writes shows assignments below an epoch that a worker or Postgres knows: reports under
 * them are refused, and who holds the slot under the higher one may never close. Such a slot is assigned anew, to
 * who held it last if that is known.
 */
function renewOutdated(board: Board): string[] {
  const renewed: string[] = [];
  for (const [slot, owner] of board.owners) {
    const epoch = epochOf(board.observed, slot);
    const floor = floorOf(board, slot);
    if (epoch === null || !isBelow(epoch, floor)) continue;
    const holder = chooseHolder(board, appOfSlot(slot), slot) ?? owner;
    if (!board.open.has(holder)) continue;
    give(board, slot, holder);
    renewed.push(slot);
  }
  return renewed;
}

function planMoves(board: Board, policy: PlacementPolicy, isPlacing: boolean) {
  let inFlight = 0;
  for (const slot of board.otherHolders.keys()) if (isMoving(board, slot)) inFlight += 1;
  const budget = { left: policy.maxMovesInFlight - inFlight };
  const drained = moveFromLeaving(board, budget);
  const urgent = [...drained, ...moveHome(board, budget, drained)];
  budget.left = Math.min(budget.left, policy.maxRebalancesInFlight - inFlight - urgent.length);
  // While slots find a worker for the first time, loads say little: level afterwards.
  if (isPlacing) return { moves: urgent, isRebalancing: board.observed.isRebalancing };
  const parted = partTwins(board, budget);
  const mustLevel = board.observed.isRebalancing || isUneven(board, policy);
  const levelled = mustLevel ? levelLoads(board, budget, [...urgent, ...parted]) : [];
  const isRebalancing = mustLevel && (levelled.length > 0 || inFlight > 0);
  return { moves: [...urgent, ...parted, ...levelled], isRebalancing };
}

function isUneven(board: Board, policy: PlacementPolicy): boolean {
  for (const { load, share, isQuarantine } of board.open.values())
    if (!isQuarantine && load > 1 && load > policy.rebalanceAbove * share) return true;
  return false;
}

/** Releases slots that nobody wants, also those that only a worker's inventory knows; forgets those let go of. */
function letGo(board: Board): Change[] {
  const { observed, otherHolders } = board;
  const wanted = new Set<string>();
  for (const slots of board.slotsOf.values()) for (const slot of slots) wanted.add(slot);
  const changes: Change[] = [];
  for (const [slot, { epoch, workerId }] of observed.assignments) {
    if (wanted.has(slot)) continue;
    if (workerId !== null)
      changes.push({ kind: 'release', slot, expect: epoch, floor: floorOf(board, slot) });
    // Whoever holds it under a higher epoch was never told to close: it is released anew with the next plan.
    else if (!otherHolders.has(slot) || isBelow(epoch, floorOf(board, slot)))
      changes.push({ kind: 'forget', slot, expect: epoch });
  }
  for (const slot of otherHolders.keys())
    if (!wanted.has(slot) && !observed.assignments.has(slot))
      changes.push({ kind: 'release', slot, expect: null, floor: floorOf(board, slot) });
  return changes;
}

function isBelow(epoch: bigint, floor: bigint | null): boolean {
  return floor !== null && epoch < floor;
}

function epochOf(observed: Observed, slot: string): bigint | null {
  return observed.assignments.get(slot)?.epoch ?? null;
}

/** The highest epoch known of a slot outside the table: in Postgres, or in the hands of who holds it. */
function floorOf(board: Board, slot: string): bigint | null {
  const { observed, present, otherHolders } = board;
  const own = present.get(observed.assignments.get(slot)?.workerId ?? '')?.held.get(slot);
  let floor = higher(observed.floors.get(slot) ?? null, own?.epoch);
  for (const { epoch } of otherHolders.get(slot) ?? []) floor = higher(floor, epoch);
  return floor;
}

function higher(floor: bigint | null, epoch: bigint | undefined): bigint | null {
  return epoch !== undefined && (floor === null || epoch > floor) ? epoch : floor;
}
