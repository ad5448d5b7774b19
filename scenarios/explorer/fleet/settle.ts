import type { HeldSlot } from '@muster/fleet';
import type { Move } from '../search/model.ts';
import type { FleetParts } from './parts.ts';
import {
  type Connection,
  type Deed,
  NOTHING,
  type Worker,
  type World,
  withEntry,
  withWorker,
} from './world.ts';

/** What is on its way for longer than it should be. */
export type Slow = 'nothing' | 'the word to Postgres' | 'the report to the store';

/**
 * A world in which a worker became another, and has done what it does without waiting for anything: it opens what it
 * may, and sends its next errand, in the lease keeper's order: a registration, or else reports. What it tells arrives
 * at once unless it is slow; a registration always takes its time.
 */
export function put(world: World, worker: Worker, parts: FleetParts, slow: Slow = 'nothing'): World {
  const after = goOn(worker, parts);
  if (slow === 'the word to Postgres') return withWorker(world, after);
  const recorded = record(world, after, parts);
  if (slow === 'the report to the store' || after.errand?.kind !== 'report' || !after.isAlive)
    return recorded;
  const noted = recorded.workers.get(worker.id);
  return noted ? deliverReport(recorded, noted, parts) : recorded;
}

/** Has a worker's report arrive. A worker that the store does not know registers again. */
export function deliverReport(world: World, worker: Worker, parts: FleetParts): World {
  const { id, errand } = worker;
  if (errand?.kind !== 'report') throw new Error(`${id} has sent no report`);
  const { state: store, reply } = parts.report(
    world.store,
    { workerId: id, reports: errand.reports },
    world.nowUs,
  );
  const isCurrent = worker.isCurrent && reply === 'noted';
  return put({ ...world, store }, { ...worker, errand: null, isCurrent }, parts);
}

function goOn(worker: Worker, parts: FleetParts): Worker {
  return worker.isAlive ? sends(opens(worker), parts) : worker;
}

function opens(worker: Worker): Worker {
  if (!worker.isCurrent) return worker;
  let { held } = worker;
  for (const [slot, connection] of worker.held)
    if (connection.state === 'waiting') held = withEntry(held, slot, { ...connection, state: 'opening' });
  return { ...worker, held };
}

function sends(worker: Worker, parts: FleetParts): Worker {
  if (worker.errand !== null) return worker;
  if (!worker.isCurrent) {
    const inventory = parts.tellsInventory ? inventoryOf(worker) : [];
    const { isDraining } = worker;
    return {
      ...worker,
      errand: { kind: 'register', isDraining, inventory },
      untold: NOTHING,
      mustSendDrain: false,
    };
  }
  if (worker.untold.size === 0) return worker;
  return { ...worker, errand: { kind: 'report', reports: [...worker.untold.values()] }, untold: NOTHING };
}

function inventoryOf({ held }: Worker): HeldSlot[] {
  return [...held].map(([slot, connection]) => ({
    slot,
    epoch: connection.epoch,
    state: reportedState(connection),
    detail: '',
  }));
}

export function reportedState({ state }: Connection): 'connecting' | 'live' {
  return state === 'live' ? 'live' : 'connecting';
}

/** Has the store and Postgres told what a slot became, as soon as they can be. */
export function tell(worker: Worker, slot: string, connection: Connection, isClosed = false): Worker {
  const { epoch } = connection;
  const state = isClosed ? 'closed' : reportedState(connection);
  return {
    ...worker,
    untold: withEntry(worker.untold, slot, { slot, epoch, state, detail: '' }),
    unwritten: withEntry(worker.unwritten, slot, epoch),
  };
}

/** Postgres is told each slot's last word at last, perhaps by a worker that died since. */
export function tellPostgres(world: World, worker: Worker, parts: FleetParts): Move<World, Deed> {
  const says = `Postgres hears at last what ${worker.id} had said of ${[...worker.unwritten.keys()].join(', ')}`;
  return { kind: 'step', says, to: record(world, worker, parts) };
}

function record(world: World, worker: Worker, parts: FleetParts): World {
  if (worker.unwritten.size === 0) return withWorker(world, worker);
  let { postgres } = world;
  for (const [slot, epoch] of worker.unwritten)
    if (parts.mayRecord(postgres.get(slot), epoch)) postgres = withEntry(postgres, slot, epoch);
  return withWorker({ ...world, postgres }, { ...worker, unwritten: NOTHING });
}
