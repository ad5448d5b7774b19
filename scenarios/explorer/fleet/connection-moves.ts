import type { Successor } from '@muster/fleet';
import type { Move } from '../search/model.ts';
import type { FleetParts } from './parts.ts';
import { put, tell } from './settle.ts';
import { type Connection, type Deed, type Errand, type Worker, type World, withEntry } from './world.ts';

type FleetMove = Move<World, Deed>;

/** The slot table takes the whole list: what is new is held, what is missing is kept until it is live elsewhere. */
export function take(worker: Worker, answer: Extract<Errand, { kind: 'answer' }>): Worker {
  const held = new Map(worker.held);
  const isCurrent = worker.isCurrent || !answer.isOver;
  let told: Worker = { ...worker, errand: null, revision: answer.revision, isCurrent };
  const wanted = new Map(answer.assignments.map(({ slot, epoch }) => [slot, epoch]));
  for (const [slot, epoch] of wanted) {
    const before = held.get(slot);
    const connection: Connection = { state: before?.state ?? 'waiting', epoch, isAssigned: true };
    held.set(slot, connection);
    if (before?.epoch !== epoch) told = tell(told, slot, connection);
  }
  for (const [slot, connection] of held)
    if (!wanted.has(slot) && connection.isAssigned) held.set(slot, { ...connection, isAssigned: false });
  return { ...told, held };
}

export function greets(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  return [...worker.held].flatMap(([slot, connection]) => {
    if (connection.state !== 'opening') return [];
    const live: Connection = { ...connection, state: 'live' };
    const greeted = tell({ ...worker, held: withEntry(worker.held, slot, live) }, slot, live);
    return tells(`Slack greets ${worker.id} on ${slot}`, world, greeted, parts);
  });
}

/** What a worker tells Postgres and the store reaches them at once, or after a while, which counts as a fault. */
export function tells(
  says: string,
  world: World,
  worker: Worker,
  parts: FleetParts,
  deed?: Deed,
): FleetMove[] {
  const moves: FleetMove[] = [{ kind: 'step', says, to: put(world, worker, parts), deed }];
  const { left } = world;
  if (left.faults === 0 || worker.unwritten.size === 0) return moves;
  const broken = { ...world, left: { ...left, faults: left.faults - 1 } };
  for (const slow of ['the word to Postgres', 'the report to the store'] as const)
    moves.push({
      kind: 'fault',
      says: `FAULT: ${says}; ${slow} takes long`,
      to: put(broken, worker, parts, slow),
      deed,
    });
  return moves;
}

/**
 * A worker asks after the slots that it holds and was not assigned, and closes what it may when the answer comes: at
 * once, or after a while, which counts as a fault. A question whose answer would close nothing is no move.
 */
export function handsOver(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { id, successors } = worker;
  if (successors !== null) return closes(`${id} gets the late answer`, world, worker, parts);
  const leaving = [...worker.held].filter(([, { isAssigned }]) => !isAssigned);
  const bySlot = new Map(leaving.map(([slot]) => [slot, parts.successorOf(world.store, slot, world.nowUs)]));
  if (!leaving.some(([slot, held]) => mayLetGo(id, held, bySlot.get(slot), parts))) return [];
  const absent = [...bySlot.keys()].filter((slot) => !world.store.assignments.has(slot));
  const asked: Worker = { ...worker, successors: { bySlot, absent, isMisled: believesInBroken(world, id) } };
  const says = `${id} asks who has ${[...bySlot.keys()].join(', ')} now`;
  const moves = closes(says, world, asked, parts);
  const { left } = world;
  if (left.faults === 0) return moves;
  const to = put({ ...world, left: { ...left, faults: left.faults - 1 } }, asked, parts);
  return [...moves, { kind: 'fault', says: `FAULT: ${says}; the answer takes long`, to }];
}

/** Whether the store believes in a connection of another worker that broke. */
function believesInBroken({ store, workers }: World, asker: string): boolean {
  for (const [id, { held }] of store.workers) {
    if (id === asker) continue;
    const worker = workers.get(id);
    for (const [slot, { state }] of held) {
      if (state !== 'live') continue;
      const really = worker?.held.get(slot);
      if (!worker?.isAlive || (really && really.state !== 'live')) return true;
    }
  }
  return false;
}

function closes(says: string, world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { id, successors } = worker;
  let after: Worker = { ...worker, successors: null };
  const gone: string[] = [];
  const slots: string[] = [];
  for (const [slot, connection] of worker.held) {
    if (connection.isAssigned || !mayLetGo(id, connection, successors?.bySlot.get(slot), parts)) continue;
    after = tell({ ...after, held: withEntry(after.held, slot, undefined) }, slot, connection, true);
    gone.push(slot);
    if (connection.state === 'live') slots.push(slot);
  }
  const deed: Deed = { kind: 'closed', workerId: id, slots, successors };
  const what = gone.length > 0 ? `closes ${gone.join(', ')}` : 'closes nothing';
  return tells(`${says}, and ${what}`, world, after, parts, deed);
}

/** The slot table's own rule: what is not live here may go as soon as it is somebody else's. */
function mayLetGo(
  workerId: string,
  { epoch, state }: Connection,
  successor: Successor | undefined,
  parts: FleetParts,
): boolean {
  if (!successor) return false;
  if (parts.mayClose(successor, { workerId, epoch })) return true;
  const isTaken = successor.kind === 'assigned' && successor.workerId !== workerId && successor.epoch > epoch;
  return isTaken && state !== 'live';
}
