import { type FleetState, isLive, type WorkerRecord } from '@muster/fleet';
import type { LastHeard } from './last-heard.ts';

/** Slots whose worker was lost, from then until another worker has them live. */
export interface Takeovers {
  /**
   * Looks at the table. Answers how many seconds passed, for each slot that lives elsewhere now, since its lost
   * worker was last heard.
   */
  look(
    state: Pick<FleetState, 'workers' | 'assignments'>,
    nowUs: number,
    isLost: (worker: WorkerRecord) => boolean,
  ): readonly number[];
  /** How many slots wait for that. */
  pending(): number;
  forget(): void;
}

interface Lost {
  readonly workerId: string;
  readonly sinceUs: number;
}

/** What was not live when its worker was lost is not waited for: its app has other troubles. */
export function createTakeovers(lastHeard: Pick<LastHeard, 'of'>): Takeovers {
  const lost = new Map<string, Lost>();
  return {
    look(state, nowUs, isLost) {
      for (const slot of lost.keys()) if (!state.assignments.get(slot)?.workerId) lost.delete(slot);
      const took: number[] = [];
      for (const [slot, { workerId }] of state.assignments) {
        const holder = workerId === null ? undefined : state.workers.get(workerId);
        if (!holder || !isLive(state, slot)) continue;
        const before = lost.get(slot);
        if (isLost(holder)) {
          // One whose successor is lost as well has been without a worker all the while.
          if (!before) lost.set(slot, { workerId: holder.info.id, sinceUs: lastHeard.of(holder) });
        } else if (before) {
          lost.delete(slot);
          // A worker that was only paused may come back before anybody took over.
          if (before.workerId !== holder.info.id) took.push((nowUs - before.sinceUs) / 1_000_000);
        }
      }
      return took;
    },
    pending: () => lost.size,
    forget: () => lost.clear(),
  };
}
