import type { Board, BoardApp, BoardSlot } from './board.ts';
import { chooseWorker } from './choose-worker.ts';
import { mayTake } from './homes.ts';
import { type MoveBudget, mayLeave, move } from './moves.ts';

/**
 * Takes poison apps to the worker that is theirs, and released ones back among the others. `already`: slots that this
 * plan moves anyway.
 */
export function moveHome(board: Board, budget: MoveBudget, already: readonly BoardSlot[]): BoardSlot[] {
  const moved = new Set(already);
  for (const app of appsInQuestion(board)) {
    for (const slot of app.slots) {
      const owner = board.open.get(slot.owner ?? '');
      if (!owner || mayTake(app, owner)) continue;
      if (budget.left <= 0) break;
      if (!mayLeave(board, app, slot, moved)) continue;
      const to = chooseWorker(board, app, slot.slot);
      if (to) move(board, budget, slot, to, moved);
    }
  }
  return [...moved].slice(already.length);
}

/** Looking at every app of a large fleet takes a while, and only poison ones can be astray while no other is a guest. */
function appsInQuestion({ open, apps }: Board): readonly BoardApp[] {
  let guests = 0;
  for (const { isQuarantine, load } of open.values()) if (isQuarantine) guests += load;
  const poison = apps.filter(({ home }) => home !== undefined);
  for (const { slots } of poison)
    for (const { owner } of slots) if (open.get(owner ?? '')?.isQuarantine) guests -= 1;
  return guests > 0 ? apps : poison;
}
