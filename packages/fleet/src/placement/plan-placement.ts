import type { Change } from '../steps/leader-steps.ts';
import {
  type Board,
  type BoardApp,
  type BoardSlot,
  give,
  highestKnown,
  isMoving,
  setUpBoard,
} from './board.ts';
import { chooseHolder, chooseWorker } from './choose-worker.ts';
import { chooseHomes } from './homes.ts';
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
  chooseHomes(board);
  const renewed = renewOutdated(board);
  const { placed, waiting, isPartial } = placeUnassigned(board, policy);
  const { moves, isRebalancing } = planMoves(board, policy, placed.length + renewed.length > 0);
  const assigned = [...renewed, ...placed, ...moves].map(
    ({ slot, assignment, floor, held, owner }): Change => ({
      kind: 'assign',
      slot,
      expect: assignment?.epoch ?? null,
      workerId: owner ?? '',
      floor: highestKnown(board, slot, floor, held),
    }),
  );
  return {
    changes: [...assigned, ...letGo(board)],
    reap: board.lost,
    waiting,
    isPartial,
    moves: moves.map(({ slot }) => slot),
    isRebalancing,
  };
}

function placeUnassigned(board: Board, policy: PlacementPolicy) {
  const placed: BoardSlot[] = [];
  // Adoption first: who holds a slot already has a claim, and new slots should see the loads that result.
  const homeless: [app: BoardApp, slot: BoardSlot][] = [];
  for (const app of board.apps) {
    for (const slot of app.slots) {
      if (slot.owner !== null) continue;
      const holder = chooseHolder(board, app, slot.slot);
      if (holder === null) {
        homeless.push([app, slot]);
        continue;
      }
      give(board, slot, holder);
      placed.push(slot);
    }
  }
  const { housed, waiting, isPartial } = houseHomeless(board, homeless, policy);
  return { placed: [...placed, ...housed], waiting, isPartial };
}

/** As many as may be weighed at once. When there is no room for any of these, there is none for the others either. */
function houseHomeless(
  board: Board,
  homeless: readonly (readonly [app: BoardApp, slot: BoardSlot])[],
  policy: PlacementPolicy,
) {
  const housed: BoardSlot[] = [];
  const waiting: string[] = [];
  const atOnce = Math.max(1, Math.floor(policy.maxWeighed / Math.max(1, board.open.size)));
  // Poison apps wait or find room for themselves: what becomes of them says nothing of the others.
  const ordinary = homeless.filter(([{ home }]) => home === undefined);
  const poison = homeless.filter(([{ home }]) => home !== undefined);
  for (const [app, slot] of [...poison, ...ordinary.slice(0, atOnce)]) {
    const worker = chooseWorker(board, app, slot.slot);
    if (worker) {
      give(board, slot, worker.id);
      housed.push(slot);
    } else waiting.push(slot.slot);
  }
  const left = ordinary.slice(atOnce).map(([, { slot }]) => slot);
  if (housed.length > 0) return { housed, waiting, isPartial: left.length > 0 };
  return { housed, waiting: [...waiting, ...left], isPartial: false };
}

/**
 * A Redis that lost its last writes shows assignments below an epoch that a worker or Postgres knows: reports under
 * them are refused, and who holds the slot under the higher one may never close. Such a slot is assigned anew, to
 * who held it last if that is known.
 */
function renewOutdated(board: Board): BoardSlot[] {
  const renewed: BoardSlot[] = [];
  for (const app of board.apps) {
    for (const slot of app.slots) {
      const { owner, assignment, floor, held } = slot;
      if (owner === null || !assignment) continue;
      if (!isBelow(assignment.epoch, highestKnown(board, slot.slot, floor, held))) continue;
      const holder = chooseHolder(board, app, slot.slot) ?? owner;
      if (!board.open.has(holder)) continue;
      give(board, slot, holder);
      renewed.push(slot);
    }
  }
  return renewed;
}

function planMoves(board: Board, policy: PlacementPolicy, isPlacing: boolean) {
  const inFlight = countMoving(board);
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

function countMoving(board: Board): number {
  if (board.otherHolders.size === 0) return 0;
  let count = 0;
  for (const { slots } of board.apps) for (const slot of slots) if (isMoving(board, slot)) count += 1;
  return count;
}

function isUneven(board: Board, policy: PlacementPolicy): boolean {
  for (const { load, share, isQuarantine } of board.open.values())
    if (!isQuarantine && load > 1 && load > policy.rebalanceAbove * share) return true;
  return false;
}

/** Releases slots that nobody wants, also those that only a worker's inventory knows; forgets those let go of. */
function letGo(board: Board): Change[] {
  const { observed, otherHolders, apps } = board;
  if (otherHolders.size === 0 && board.wantedAssignments === observed.assignments.size) return [];
  const wanted = new Set<string>();
  for (const { slots } of apps) for (const { slot } of slots) wanted.add(slot);
  const changes: Change[] = [];
  for (const [slot, { epoch, workerId }] of observed.assignments) {
    if (wanted.has(slot)) continue;
    const own = board.present.get(workerId ?? '')?.held.get(slot);
    const floor = highestKnown(board, slot, observed.floors.get(slot) ?? null, own);
    if (workerId !== null) changes.push({ kind: 'release', slot, expect: epoch, floor });
    // Whoever holds it under a higher epoch was never told to close: it is released anew with the next plan.
    else if (!otherHolders.has(slot) || isBelow(epoch, floor))
      changes.push({ kind: 'forget', slot, expect: epoch });
  }
  for (const slot of otherHolders.keys())
    if (!wanted.has(slot) && !observed.assignments.has(slot)) {
      const floor = highestKnown(board, slot, observed.floors.get(slot) ?? null, undefined);
      changes.push({ kind: 'release', slot, expect: null, floor });
    }
  return changes;
}

function isBelow(epoch: bigint, floor: bigint | null): boolean {
  return floor !== null && epoch < floor;
}
