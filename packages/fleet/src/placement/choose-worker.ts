import type { Board, BoardApp, Holder, OpenWorker } from './board.ts';
import { mayTake } from './homes.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';

/**
 * Chooses a worker for a slot: first those with the fewest slots of the same app, so that twins live apart; of
 * these the first in the slot's own order that is below its soft cap; when all are above, the least loaded for its
 * capacity. Null when nobody who may take it has room. `except`: not this one.
 */
export function chooseWorker(
  board: Board,
  app: BoardApp,
  slot: string,
  except: string | null = null,
): OpenWorker | null {
  const slotHash = hashText(slot);
  const mates = ownersOf(app);
  let best: Candidate | null = null;
  // For many slots and workers this runs a hundred million times: it looks up and makes as little as it can.
  for (const worker of board.open.values()) {
    if (worker.id === except || worker.load >= worker.capacity || !mayTake(app, worker)) continue;
    const together = mates.length === 0 ? 0 : timesIn(mates, worker.id);
    if (best && together > best.together) continue;
    const isBelowCap = worker.load < worker.softCap;
    const score = rendezvousScore(slotHash, worker.hash, worker.capacity);
    if (!best || isBetter(worker, together, isBelowCap, score, best))
      best = { worker, together, isBelowCap, score };
  }
  return best?.worker ?? null;
}

interface Candidate {
  readonly worker: OpenWorker;
  /** How many of the app's slots it has already. */
  readonly together: number;
  readonly isBelowCap: boolean;
  readonly score: number;
}

function isBetter(
  worker: OpenWorker,
  together: number,
  isBelowCap: boolean,
  score: number,
  best: Candidate,
): boolean {
  if (together !== best.together) return together < best.together;
  if (isBelowCap !== best.isBelowCap) return isBelowCap;
  if (!isBelowCap) {
    const byLoad = relativeLoad(worker) - relativeLoad(best.worker);
    if (byLoad !== 0) return byLoad < 0;
  }
  return score > best.score;
}

/** Who has the app's slots, each as often as it has one. */
function ownersOf({ slots }: BoardApp): string[] {
  return slots.flatMap(({ owner }) => owner ?? []);
}

function timesIn(ids: readonly string[], id: string): number {
  let times = 0;
  for (const one of ids) if (one === id) times += 1;
  return times;
}

export function relativeLoad(worker: OpenWorker): number {
  return worker.load / worker.capacity;
}

/**
 * Who should be given a slot because it holds it already: after a wipe everybody, after a lost successor the one
 * that had not let go yet. A live connection first, then the youngest. Null if no open worker holds it that may take it.
 */
export function chooseHolder(board: Board, app: BoardApp, slot: string): string | null {
  let best: Holder | null = null;
  for (const holder of board.otherHolders.get(slot) ?? []) {
    const worker = board.open.get(holder.workerId);
    if (worker && mayTake(app, worker) && (!best || isBetterHolder(holder, best))) best = holder;
  }
  return best?.workerId ?? null;
}

function isBetterHolder(one: Holder, other: Holder): boolean {
  if ((one.state === 'live') !== (other.state === 'live')) return one.state === 'live';
  if (one.epoch !== other.epoch) return one.epoch > other.epoch;
  return one.workerId < other.workerId;
}
