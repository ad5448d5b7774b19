import { type Board, countOf, give, isLiveOn, isMoving } from './board.ts';
import { chooseWorker, relativeLoad } from './choose-worker.ts';
import { mayTake } from './homes.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';
import type { OpenWorker } from './scene.ts';

/**
 * Moves of slots from workers that are well. The old worker keeps its connection until the new one is live, and on
 * top of that a move waits for the app's twin to be live, and goes one slot of an app at a time.
 */
export interface MoveBudget {
  /** How many more moves may begin now. */
  left: number;
}

interface OwnedSlot {
  readonly appId: string;
  readonly slot: string;
}

/** Empties workers that are on their way out or stuck. */
export function moveFromLeaving(board: Board, budget: MoveBudget): string[] {
  const moved: string[] = [];
  if (board.leaving.size === 0 || board.open.size === 0) return moved;
  for (const slots of indexOwners(board, (id) => board.leaving.has(id)).values()) {
    for (const { appId, slot } of slots) {
      if (budget.left <= 0) return moved;
      if (!mayLeave(board, appId, slot, moved)) continue;
      const to = chooseWorker(board, appId, slot);
      if (to) move(board, budget, slot, to, moved);
    }
  }
  return moved;
}

/** Parts twins that had to live together, once somebody else can take one. */
export function partTwins(board: Board, budget: MoveBudget): string[] {
  const moved: string[] = [];
  if (board.open.size < 2) return moved;
  for (const [appId, slots] of board.slotsOf) {
    if (budget.left <= 0) return moved;
    // A poison app's are together on purpose.
    if (board.homes.has(appId)) continue;
    const crowded = mostCrowded(board, appId, slots);
    if (!crowded || !mayRebalance(board, appId, crowded.slot, moved)) continue;
    const to = chooseWorker(board, appId, crowded.slot, crowded.workerId);
    if (to && countOf(board, appId, to.id) + 1 < crowded.count) move(board, budget, crowded.slot, to, moved);
  }
  return moved;
}

/** Levels loads, from the fullest worker to the emptiest, never putting twins together. */
export function levelLoads(board: Board, budget: MoveBudget, already: readonly string[]): string[] {
  const moved: string[] = [];
  const owned = indexOwners(board, (id) => board.open.has(id));
  while (budget.left > 0) {
    const step = findLevellingMove(board, owned, [...already, ...moved]);
    if (!step) break;
    owned.set(
      step.from.id,
      (owned.get(step.from.id) ?? []).filter(({ slot }) => slot !== step.slot),
    );
    move(board, budget, step.slot, step.to, moved);
  }
  return moved;
}

function findLevellingMove(
  board: Board,
  owned: ReadonlyMap<string, readonly OwnedSlot[]>,
  moved: readonly string[],
) {
  const byLoad = [...board.open.values()]
    .filter(({ isQuarantine }) => !isQuarantine)
    .sort((a, b) => relativeLoad(b) - relativeLoad(a) || (a.id < b.id ? -1 : 1));
  for (const from of byLoad) {
    for (const to of byLoad.toReversed()) {
      // Only what makes the two more alike; this ends with loads that differ by one at most.
      if ((to.load + 1) / to.capacity >= relativeLoad(from) || to.load >= to.capacity) break;
      const slot = bestToMove(board, owned.get(from.id) ?? [], from, to, moved);
      if (slot) return { from, to, slot };
    }
  }
  return null;
}

/** Of the slots that may go, the one that ranks the new worker highest: it will want to stay. */
function bestToMove(
  board: Board,
  candidates: readonly OwnedSlot[],
  from: OpenWorker,
  to: OpenWorker,
  moved: readonly string[],
): string | null {
  let best: string | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const { appId, slot } of candidates) {
    if (!mayTake(board, appId, to)) continue;
    const score = rendezvousScore(hashText(slot), to.hash, to.capacity);
    if (score <= bestScore) continue;
    if (countOf(board, appId, to.id) + 1 > countOf(board, appId, from.id)) continue;
    if (!mayRebalance(board, appId, slot, moved)) continue;
    best = slot;
    bestScore = score;
  }
  return best;
}

export function move(board: Board, budget: MoveBudget, slot: string, to: OpenWorker, moved: string[]): void {
  give(board, slot, to.id);
  moved.push(slot);
  budget.left -= 1;
}

/** For a better spread alone a slot goes only if it and all its twins are live where they are. */
function mayRebalance(board: Board, appId: string, slot: string, moved: readonly string[]): boolean {
  return (
    isSettled(board, slot, moved) &&
    twinsOf(board, appId, slot).every((twin) => isSettled(board, twin, moved))
  );
}

/**
 * A slot that must not stay where it is goes while a twin is live, if there is nothing to lose, or nothing to wait
 * for: it has no twins, or they are down and may stay so. Never while a twin is on its way.
 */
export function mayLeave(board: Board, appId: string, slot: string, moved: readonly string[]): boolean {
  const twins = twinsOf(board, appId, slot);
  if (twins.some((twin) => moved.includes(twin) || isMoving(board, twin))) return false;
  return (
    !isLiveOn(board, slot) ||
    twins.some((twin) => isLiveOn(board, twin)) ||
    twins.every((twin) => isDown(board, twin))
  );
}

function isSettled(board: Board, slot: string, moved: readonly string[]): boolean {
  return !moved.includes(slot) && isLiveOn(board, slot);
}

function isDown(board: Board, slot: string): boolean {
  const assignment = board.observed.assignments.get(slot);
  const held = board.present.get(assignment?.workerId ?? '')?.held.get(slot);
  return held?.state === 'down' && held.epoch === assignment?.epoch;
}

function twinsOf(board: Board, appId: string, slot: string): string[] {
  return (board.slotsOf.get(appId) ?? []).filter((other) => other !== slot);
}

/** The worker that has most of an app's slots, if more than one, and the last of them. */
function mostCrowded(board: Board, appId: string, slots: readonly string[]) {
  let crowded: { workerId: string; slot: string; count: number } | null = null;
  for (const slot of slots) {
    const workerId = board.owners.get(slot);
    if (workerId === undefined || !board.open.has(workerId)) continue;
    const count = countOf(board, appId, workerId);
    if (count > 1 && count >= (crowded?.count ?? 0)) crowded = { workerId, slot, count };
  }
  return crowded;
}

/** The slots of each worker that `isAsked`. */
function indexOwners(board: Board, isAsked: (workerId: string) => boolean): Map<string, OwnedSlot[]> {
  const owned = new Map<string, OwnedSlot[]>();
  for (const [appId, slots] of board.slotsOf) {
    for (const slot of slots) {
      const workerId = board.owners.get(slot);
      if (workerId === undefined || !isAsked(workerId)) continue;
      const ofWorker = owned.get(workerId);
      if (ofWorker) ofWorker.push({ appId, slot });
      else owned.set(workerId, [{ appId, slot }]);
    }
  }
  return owned;
}
