import type { Board } from './board.ts';
import { chooseWorker } from './choose-worker.ts';
import { mayTake } from './homes.ts';
import { type MoveBudget, mayLeave, move } from './moves.ts';

/**
 * Takes poison apps to the worker that is theirs, and released ones back among the others. `already`: slots that this
 * plan moves anyway.
 */
export function moveHome(board: Board, budget: MoveBudget, already: readonly string[]): string[] {
  const moved: string[] = [];
  for (const appId of appsInQuestion(board)) {
    for (const slot of board.slotsOf.get(appId) ?? []) {
      const owner = board.open.get(board.owners.get(slot) ?? '');
      if (!owner || mayTake(board, appId, owner)) continue;
      if (budget.left <= 0) return moved;
      if (!mayLeave(board, appId, slot, [...already, ...moved])) continue;
      const to = chooseWorker(board, appId, slot);
      if (to) move(board, budget, slot, to, moved);
    }
  }
  return moved;
}

/** Looking at every app of a large fleet takes a while, and only poison ones can be astray while no other is a guest. */
function appsInQuestion({ open, owners, slotsOf, homes }: Board): Iterable<string> {
  let guests = 0;
  for (const { isQuarantine, load } of open.values()) if (isQuarantine) guests += load;
  for (const appId of homes.keys())
    for (const slot of slotsOf.get(appId) ?? [])
      if (open.get(owners.get(slot) ?? '')?.isQuarantine) guests -= 1;
  return guests > 0 ? slotsOf.keys() : homes.keys();
}
