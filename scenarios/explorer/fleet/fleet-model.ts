import { slotName } from '@muster/fleet';
import type { Model, Move } from '../search/model.ts';
import { coordinatorMoves, latePlanMoves, timePasses } from './coordinator-moves.ts';
import { faultMoves } from './fault-moves.ts';
import { FLEET_INVARIANTS } from './invariants.ts';
import { keyOfWorld } from './key.ts';
import { type FleetParts, PRODUCTION } from './parts.ts';
import { wishMoves } from './wish-moves.ts';
import { workerMoves } from './worker-moves.ts';
import { type Deed, newWorld, type World, type WorldSize } from './world.ts';

/** Leases, assignments, handovers: workers and coordinators around a store that may lose everything. */
export function fleetModel(
  name: string,
  size: WorldSize,
  parts: FleetParts = PRODUCTION,
): Model<World, Deed> {
  return {
    name,
    initial: newWorld(size),
    moves(before) {
      const world = { ...before, nowUs: before.nowUs + 1 };
      const moves: Move<World, Deed>[] = [];
      for (const worker of world.workers.values()) moves.push(...workerMoves(world, worker, parts));
      for (const one of world.coordinators) moves.push(...coordinatorMoves(world, one, parts));
      moves.push(...latePlanMoves(world, parts));
      moves.push(...timePasses(world));
      moves.push(...wishMoves(world));
      moves.push(...faultMoves(world, parts));
      return moves;
    },
    keyOf: keyOfWorld,
    isHealthy,
    invariants: FLEET_INVARIANTS,
  };
}

/**
 * Every wanted slot is live on exactly one worker, under the table's epoch, which Postgres knows too; nobody holds
 * what is not wanted; the list of workers names those that run.
 */
function isHealthy({ store, workers, wanted, postgres }: World): boolean {
  const alive = [...workers.values()].filter(({ isAlive }) => isAlive);
  let live = 0;
  for (const { appId, slots } of wanted) {
    for (let index = 0; index < slots; index++) {
      const slot = slotName(appId, index);
      const assignment = store.assignments.get(slot);
      const holders = alive.filter(({ held }) => held.has(slot));
      const [holder] = holders;
      if (!assignment || !holder || holders.length > 1 || holder.id !== assignment.workerId) return false;
      const connection = holder.held.get(slot);
      const known = store.workers.get(holder.id)?.held.get(slot);
      if (connection?.state !== 'live' || connection.epoch !== assignment.epoch) return false;
      if (known?.state !== 'live' || known.epoch !== assignment.epoch) return false;
      if (postgres.get(slot) !== assignment.epoch) return false;
      live += 1;
    }
  }
  const held = alive.reduce((sum, worker) => sum + worker.held.size, 0);
  if (held !== live || store.assignments.size !== live) return false;
  return (
    store.workers.size === alive.length &&
    alive.every(({ id, isCurrent }) => isCurrent && store.workers.has(id))
  );
}
