import type { Move } from '../search/model.ts';
import { type Deed, type World, withWorker } from './world.ts';

type FleetMove = Move<World, Deed>;

/** What people may ask of the fleet. */
export function wishMoves(world: World): FleetMove[] {
  const { left, wanted } = world;
  const moves: FleetMove[] = [];
  const staying = [...world.workers.values()].filter(({ isAlive, isDraining }) => isAlive && !isDraining);
  if (left.drains > 0 && staying.length > 1)
    for (const worker of staying) {
      const asked = { ...worker, isDraining: true, mustSendDrain: true };
      const to = withWorker({ ...world, left: { ...left, drains: left.drains - 1 } }, asked);
      moves.push({ kind: 'wish', says: `${worker.id} is asked to leave`, to });
    }
  if (left.changesOfMind > 0) {
    const after = { ...left, changesOfMind: left.changesOfMind - 1 };
    const [first, ...others] = wanted;
    if (first)
      moves.push({
        kind: 'wish',
        says: first.slots > 0 ? `nobody wants ${first.appId} any more` : `${first.appId} is wanted again`,
        to: mislead({
          ...world,
          left: after,
          wanted: [{ ...first, slots: first.slots > 0 ? 0 : 1 }, ...others],
        }),
      });
  }
  return moves;
}

/** Nobody who has just been told that a slot is live elsewhere can know that it broke since. */
export function mislead(world: World): World {
  const workers = [...world.workers].map(([id, worker]) => {
    const { successors } = worker;
    return [id, successors ? { ...worker, successors: { ...successors, isMisled: true } } : worker] as const;
  });
  return { ...world, workers: new Map(workers) };
}
