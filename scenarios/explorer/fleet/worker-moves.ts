import { type AssignedSlot, type HeldSlot, type SlotReport, WORKER_LEASE } from '@muster/fleet';
import type { Move } from '../search/model.ts';
import { greets, handsOver, take, tells } from './connection-moves.ts';
import type { FleetParts } from './parts.ts';
import { deliverReport, put, tellPostgres } from './settle.ts';
import type { Deed, Errand, Worker, World } from './world.ts';

type FleetMove = Move<World, Deed>;

const { ttlMs } = WORKER_LEASE;

/** Everything that could happen next to a worker without a fault. */
export function workerMoves(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const moves = arrivals(world, worker, parts);
  if (worker.unwritten.size > 0) moves.push(tellPostgres(world, worker, parts));
  if (!worker.isAlive) return moves;
  if (worker.errand === null && worker.isCurrent) moves.push(...idles(world, worker, parts));
  moves.push(...greets(world, worker, parts), ...handsOver(world, worker, parts));
  return moves;
}

/**
 * The drain and the heartbeat, of a worker that has nothing more urgent to send. A heartbeat that would tell nothing
 * new is no move: the lease of a worker that beats does not run out.
 */
function idles(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { id, revision } = worker;
  if (worker.mustSendDrain) {
    const { state: store, reply } = parts.drain(world.store, id, world.nowUs);
    const told = { ...worker, mustSendDrain: false, isCurrent: reply === 'noted' };
    return [step(`${id} tells the store that it leaves`, put({ ...world, store }, told, parts))];
  }
  if (worker.isDraining && worker.held.size === 0) {
    const { state: store } = parts.deregister(world.store, id, world.nowUs);
    const ended = { ...worker, isAlive: false, successors: null };
    return [step(`${id} holds nothing any more and ends in order`, put({ ...world, store }, ended, parts))];
  }
  const beat = { workerId: id, ttlMs, revision, unackedMs: 0 };
  const { state: store, reply } = parts.heartbeat(world.store, beat, world.nowUs);
  if (reply.kind === 'unknown')
    return [loses(`${id} beats, and the store does not know it`, world, worker, parts)];
  if (reply.assignments === null) return [];
  const { assignments } = reply;
  const errand: Errand = { kind: 'answer', assignments, revision: reply.revision, isOver: false };
  const says = `${id} beats, and is told to hold ${tellSlots(assignments)}`;
  return answers(says, { ...world, store }, { ...worker, errand }, parts);
}

/** What a worker has sent arrives, also when it died since. */
function arrivals(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { id, errand } = worker;
  if (errand === null) return [];
  if (errand.kind === 'answer') {
    const says = `${id} gets the late answer: it shall hold ${tellSlots(errand.assignments)}`;
    return [step(says, put(world, take(worker, errand), parts))];
  }
  const says = `the ${errand.kind} of ${id} arrives: ${tellErrand(errand)}`;
  if (errand.kind === 'report') return [step(says, deliverReport(world, worker, parts))];
  const { isDraining, inventory } = errand;
  const registration = { worker: { id, ...ANY_WORKER }, isDraining, inventory, ttlMs };
  const { state: store, reply } = parts.register(world.store, registration, world.nowUs);
  const after = { ...world, store };
  if (!worker.isAlive) return [step(says, put(after, { ...worker, errand: null }, parts))];
  const answer: Errand = { kind: 'answer', ...reply, isOver: false };
  const moves = answers(says, after, { ...worker, errand: answer }, parts);
  const { left } = world;
  if (left.faults === 0) return moves;
  const to = put(
    { ...after, left: { ...left, faults: left.faults - 1 } },
    { ...worker, errand: null },
    parts,
  );
  return [...moves, { kind: 'fault', says: `FAULT: ${says}; the answer is lost`, to }];
}

const ANY_WORKER = { pid: 1, host: 'anywhere', since: '2026-01-01T00:00:00Z', capacity: 100 };

/** An answer comes at once, or is on its way for a while, which counts as a fault. */
function answers(says: string, world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { errand } = worker;
  if (errand?.kind !== 'answer') return [step(says, put(world, worker, parts))];
  const moves = tells(says, world, take(worker, errand), parts);
  const { left } = world;
  if (left.faults === 0) return moves;
  const to = put({ ...world, left: { ...left, faults: left.faults - 1 } }, worker, parts);
  return [...moves, { kind: 'fault', says: `FAULT: ${says}; the answer takes long`, to }];
}

/** A lease is lost. The connections stay as they are. */
function loses(says: string, world: World, worker: Worker, parts: FleetParts): FleetMove {
  const lost: Worker = { ...worker, isCurrent: false };
  if (!parts.closesWhenLost) return step(says, put(world, lost, parts));
  const slots = [...worker.held].filter(([, { state }]) => state === 'live').map(([slot]) => slot);
  const to = put(world, { ...lost, held: new Map() }, parts);
  return { kind: 'step', says, to, deed: { kind: 'closed', workerId: worker.id, slots, successors: null } };
}

function step(says: string, to: World): FleetMove {
  return { kind: 'step', says, to };
}

function tellErrand(errand: Errand): string {
  if (errand.kind === 'answer') return tellSlots(errand.assignments);
  const lines: readonly (HeldSlot | SlotReport)[] =
    errand.kind === 'register' ? errand.inventory : errand.reports;
  return lines.map(({ slot, state }) => `${slot} ${state}`).join(', ') || 'holds nothing';
}

function tellSlots(assignments: readonly AssignedSlot[]): string {
  return assignments.map(({ slot }) => slot).join(', ') || 'nothing';
}
