import type { Move } from '../search/model.ts';
import type { DeliveryParts } from './parts.ts';
import { changeMessage } from './postgres.ts';
import { answerOf } from './program.ts';
import { answered, serve, tellAnswer, tellRequest } from './run-steps.ts';
import { type Deed, type Run, ring, type World } from './world.ts';

type DeliveryMove = Move<World, Deed>;

/** The queue hands the lane to task workers, and these go on with it. */
export function taskMoves(world: World, parts: DeliveryParts): DeliveryMove[] {
  return [
    ...begins(world),
    ...world.runs.flatMap((run) => goesOn(world, run, parts)),
    ...timePasses(world),
    ...sweeps(world, parts),
  ];
}

/** A worker's process id is new each time that it starts; only whose claim is whose depends on it. */
function begins(world: World): DeliveryMove[] {
  const { queue, runs } = world;
  if (!queue.isWaiting || queue.activeAt !== null || runs.length >= MAX_RUNS) return [];
  const worker = freeName(world);
  const run: Run = { worker, history: [] };
  const to = { ...world, queue: { ...queue, isWaiting: false, activeAt: worker }, runs: [...runs, run] };
  return [step(`${worker} begins a run of the lane`, to)];
}

const MAX_RUNS = 2;

function freeName({ runs, outbox }: World): string {
  for (let at = 1; ; at++) {
    const name = `t${at}`;
    if (!runs.some(({ worker }) => worker === name) && !outbox.some(({ claimedBy }) => claimedBy === name))
      return name;
  }
}

function goesOn(world: World, run: Run, parts: DeliveryParts): DeliveryMove[] {
  const { worker, history } = run;
  const { waitsFor } = parts.lane.at(history);
  if (waitsFor === null) return [];
  const { to, answer, effect } = serve(world, worker, waitsFor, parts);
  const says = `${worker}: ${tellRequest(waitsFor)} → ${tellAnswer(answer)}`;
  const deed: Deed | undefined = effect === undefined ? undefined : { kind: 'effect', message: effect };
  return [{ kind: 'step', says, to: answered(to, run, answerOf(answer), parts), deed }];
}

/** Tries become due; a claim grows old whose owner is gone. */
function timePasses(world: World): DeliveryMove[] {
  const moves: DeliveryMove[] = [];
  for (const entry of world.inbox)
    if (entry.isPutOff) {
      const inbox = world.inbox.map((one) => (one === entry ? { ...one, isPutOff: false } : one));
      moves.push(step(`the next try of ${entry.event} is due`, { ...world, inbox }));
    }
  for (const message of world.outbox) {
    if (message.state !== 'unsent') continue;
    if (message.isPutOff)
      moves.push(
        step(`the next try of ${message.id} is due`, changeMessage(world, message.id, { isPutOff: false })),
      );
    const isOwned = world.runs.some(({ worker }) => worker === message.claimedBy);
    if (message.claimedBy !== null && !message.isClaimOld && !isOwned)
      moves.push(
        step(`the claim on ${message.id} grows old`, changeMessage(world, message.id, { isClaimOld: true })),
      );
  }
  return moves;
}

/** `find quiet lanes`: what waits and is due, and nobody is at it. */
function sweeps(world: World, parts: DeliveryParts): DeliveryMove[] {
  const { queue, inbox, outbox } = world;
  if (!parts.statements.sweeps || queue.isWaiting || queue.activeAt !== null) return [];
  const first = inbox.find(({ state }) => state === 'new');
  const head = outbox.find(({ state }) => state === 'unsent');
  const isDue = head && !head.isPutOff && (head.claimedBy === null || head.isClaimOld);
  if (!(first && !first.isPutOff) && !isDue) return [];
  return [step('a sweep rings the lane', { ...world, queue: ring(queue) })];
}

function step(says: string, to: World): DeliveryMove {
  return { kind: 'step', says, to };
}
