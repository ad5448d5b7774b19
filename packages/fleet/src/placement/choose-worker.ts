import { type Board, countOf } from './board.ts';
import { mayTake } from './homes.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';
import type { Holder, OpenWorker } from './scene.ts';

/**
 * Chooses a worker for a slot: first those with the fewest slots of the same app, so that twins live apart; of
 * these the first in the slot's own order that is below its soft cap; when all are above, the least loaded for its
 * capacity. Null when nobody who may take it has room. `except`: not this one.
 */
export function chooseWorker(
  board: Board,
  appId: string,
  slot: string,
  except: string | null = null,
): OpenWorker | null {
  const slotHash = hashText(slot);
  let best: Candidate | null = null;
  for (const worker of board.open.values()) {
    if (!mayTake(board, appId, worker)) continue;
    if (worker.id === except || worker.load >= worker.capacity) continue;
    const candidate: Candidate = {
      worker,
      together: countOf(board, appId, worker.id),
      isBelowCap: worker.load < worker.softCap,
      score: rendezvousScore(slotHash, worker.hash, worker.capacity),
    };
    if (!best || isBetter(candidate, best)) best = candidate;
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

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.together !== other.together) return one.together < other.together;
  if (one.isBelowCap !== other.isBelowCap) return one.isBelowCap;
  if (!one.isBelowCap) {
    const byLoad = relativeLoad(one.worker) - relativeLoad(other.worker);
    if (byLoad !== 0) return byLoad < 0;
  }
  return one.score > other.score;
}

export function relativeLoad(worker: OpenWorker): number {
  return worker.load / worker.capacity;
}

/**
 * Who should be given a slot because it holds it already: after a wipe everybody, after a lost successor the one
 * that had not let go yet. A live connection first, then the youngest. Null if no open worker holds it that may take it.
 */
export function chooseHolder(board: Board, appId: string, slot: string): string | null {
  let best: Holder | null = null;
  for (const holder of board.otherHolders.get(slot) ?? []) {
    const worker = board.open.get(holder.workerId);
    if (worker && mayTake(board, appId, worker) && (!best || isBetterHolder(holder, best))) best = holder;
  }
  return best?.workerId ?? null;
}

function isBetterHolder(one: Holder, other: Holder): boolean {
  if ((one.state === 'live') !== (other.state === 'live')) return one.state === 'live';
  if (one.epoch !== other.epoch) return one.epoch > other.epoch;
  return one.workerId < other.workerId;
}
