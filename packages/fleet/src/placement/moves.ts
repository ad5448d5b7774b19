import {
  type Board,
  type BoardApp,
  type BoardSlot,
  countOf,
  give,
  isLiveWhereAssigned,
  isMoving,
  type OpenWorker,
} from './board.ts';
import { chooseWorker, relativeLoad } from './choose-worker.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';

/**
 * Moves of slots from workers that are well. The old worker keeps its connection until the new one is live, and on
 * top of that a move waits for the app's twin to be live, and goes one slot of an app at a time.
 */
export interface MoveBudget {
  /** How many more moves may begin now. */
  left: number;
}

interface OwnedSlot {
  readonly app: BoardApp;
  readonly slot: BoardSlot;
}

/** Empties workers that are on their way out or stuck. */
export function moveFromLeaving(board: Board, budget: MoveBudget): BoardSlot[] {
  const moved = new Set<BoardSlot>();
  if (board.leaving.size === 0 || board.open.size === 0) return [];
  for (const slots of indexOwners(board, (id) => board.leaving.has(id)).values()) {
    for (const { app, slot } of slots) {
      if (budget.left <= 0) return [...moved];
      if (!mayLeave(board, app, slot, moved)) continue;
      const to = chooseWorker(board, app, slot.slot);
      if (to) move(board, budget, slot, to, moved);
    }
  }
  return [...moved];
}

/** Parts twins that had to live together, once somebody else can take one. */
export function partTwins(board: Board, budget: MoveBudget): BoardSlot[] {
  const moved = new Set<BoardSlot>();
  if (board.open.size < 2) return [];
  for (const app of board.apps) {
    if (budget.left <= 0) break;
    // A poison app's are together on purpose.
    if (app.home !== undefined) continue;
    const crowded = mostCrowded(board, app);
    if (!crowded || !mayRebalance(app, moved)) continue;
    const to = chooseWorker(board, app, crowded.slot.slot, crowded.workerId);
    if (to && countOf(app, to.id) + 1 < crowded.count) move(board, budget, crowded.slot, to, moved);
  }
  return [...moved];
}

/** Levels loads, from the fullest worker to the emptiest, never putting twins together. */
export function levelLoads(board: Board, budget: MoveBudget, already: readonly BoardSlot[]): BoardSlot[] {
  if (budget.left <= 0) return [];
  const moved = new Set(already);
  const owned = indexOwners(board, (id) => board.open.has(id));
  while (budget.left > 0) {
    const step = findLevellingMove(board, owned, moved);
    if (!step) break;
    move(board, budget, step.slot, step.to, moved);
  }
  return [...moved].slice(already.length);
}

function findLevellingMove(
  board: Board,
  owned: Map<string, readonly OwnedSlot[]>,
  moved: ReadonlySet<BoardSlot>,
) {
  const byLoad = [...board.open.values()]
    .filter(({ isQuarantine }) => !isQuarantine)
    .sort((a, b) => relativeLoad(b) - relativeLoad(a) || (a.id < b.id ? -1 : 1));
  const fromEmptiest = byLoad.toReversed();
  for (const from of byLoad) {
    // What may not go now, may not go to anybody, nor later in this plan.
    const candidates = (owned.get(from.id) ?? []).filter(
      ({ app }) => app.home === undefined && mayRebalance(app, moved),
    );
    owned.set(from.id, candidates);
    if (candidates.length === 0) continue;
    for (const to of fromEmptiest) {
      // Only what makes the two more alike; this ends with loads that differ by one at most.
      if ((to.load + 1) / to.capacity >= relativeLoad(from) || to.load >= to.capacity) break;
      const slot = bestToMove(candidates, from, to);
      if (slot) return { from, to, slot };
    }
  }
  return null;
}

/** Of the slots that may go, the one that ranks the new worker highest: it will want to stay. */
function bestToMove(candidates: readonly OwnedSlot[], from: OpenWorker, to: OpenWorker): BoardSlot | null {
  let best: BoardSlot | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const { app, slot } of candidates) {
    if (countOf(app, to.id) + 1 > countOf(app, from.id)) continue;
    const score = rendezvousScore(hashText(slot.slot), to.hash, to.capacity);
    if (score <= bestScore) continue;
    best = slot;
    bestScore = score;
  }
  return best;
}

export function move(
  board: Board,
  budget: MoveBudget,
  slot: BoardSlot,
  to: OpenWorker,
  moved: Set<BoardSlot>,
): void {
  give(board, slot, to.id);
  moved.add(slot);
  budget.left -= 1;
}

/** For a better spread alone a slot goes only if it and all its twins are live where they are. */
function mayRebalance({ slots }: BoardApp, moved: ReadonlySet<BoardSlot>): boolean {
  return slots.every((slot) => !moved.has(slot) && isLiveWhereAssigned(slot));
}

/**
 * A slot that must not stay where it is goes while a twin is live, if there is nothing to lose, or nothing to wait
 * for: it has no twins, or they are down and may stay so. Never while a twin is on its way.
 */
export function mayLeave(
  board: Board,
  app: BoardApp,
  slot: BoardSlot,
  moved: ReadonlySet<BoardSlot>,
): boolean {
  const twins = app.slots.filter((other) => other !== slot);
  if (twins.some((twin) => moved.has(twin) || isMoving(board, twin))) return false;
  return !isLiveWhereAssigned(slot) || twins.some(isLiveWhereAssigned) || twins.every(isDown);
}

function isDown({ assignment, held }: BoardSlot): boolean {
  return held?.state === 'down' && held.epoch === assignment?.epoch;
}

/** The worker that has most of an app's slots, if more than one, and the last of them. */
function mostCrowded(board: Board, app: BoardApp) {
  let crowded: { workerId: string; slot: BoardSlot; count: number } | null = null;
  for (const slot of app.slots) {
    const { owner } = slot;
    if (owner === null) continue;
    const count = countOf(app, owner);
    if (count > 1 && count >= (crowded?.count ?? 0) && board.open.has(owner))
      crowded = { workerId: owner, slot, count };
  }
  return crowded;
}

/** The slots of each worker that `isAsked`. */
function indexOwners(board: Board, isAsked: (workerId: string) => boolean): Map<string, OwnedSlot[]> {
  const owned = new Map<string, OwnedSlot[]>();
  for (const app of board.apps) {
    for (const slot of app.slots) {
      const { owner } = slot;
      if (owner === null || !isAsked(owner)) continue;
      const ofWorker = owned.get(owner);
      if (ofWorker) ofWorker.push({ app, slot });
      else owned.set(owner, [{ app, slot }]);
    }
  }
  return owned;
}
