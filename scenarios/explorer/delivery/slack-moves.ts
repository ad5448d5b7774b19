import type { Move } from '../search/model.ts';
import type { DeliveryParts } from './parts.ts';
import { accept } from './postgres.ts';
import { answerOf, failureOf, type History } from './program.ts';
import { type Deed, type Handler, ring, type SentEvent, type World } from './world.ts';

type DeliveryMove = Move<World, Deed>;

/** What a socket worker sends may be lost on the way. */
type Lost = 'ack' | 'ring' | null;

/** People write, Slack delivers what is not acked, and socket workers go on with what they have in hand. */
export function slackMoves(world: World, parts: DeliveryParts): DeliveryMove[] {
  return [
    ...world.events.flatMap((event) => [...writes(world, event), ...delivers(world, event, parts)]),
    ...world.handlers.map((handler) => stores(world, handler, parts)),
    ...world.lateInserts.map((event, at) => {
      const lateInserts = world.lateInserts.filter((_, other) => other !== at);
      const { to } = accept({ ...world, lateInserts }, event, parts.statements);
      return step(`the insert of ${event} that a dead worker had sent arrives`, to);
    }),
  ];
}

/** In the order of Slack's time, which is the order in which they are written. */
function writes(world: World, event: SentEvent): DeliveryMove[] {
  const at = world.events.indexOf(event);
  if (event.isSent || world.events.slice(0, at).some(({ isSent }) => !isSent)) return [];
  const after = [...new Set(world.events.filter(({ isAcked }) => isAcked).map(({ message }) => message))];
  const to = changeEvent(world, event.id, { isSent: true, after });
  return [{ kind: 'wish', says: `somebody writes ${event.message}: Slack has ${event.id} for us`, to }];
}

/** Again when nothing came of the last delivery; while a worker is still at it only if that is slow, which is a fault. */
function delivers(world: World, event: SentEvent, parts: DeliveryParts): DeliveryMove[] {
  if (!event.isSent || event.isAcked) return [];
  const isInHand = world.handlers.some((handler) => handler.event === event.id);
  if (isInHand && world.faultsLeft === 0) return [];
  const attempt = event.deliveries;
  const delivered = changeEvent(world, event.id, { deliveries: attempt + 1 });
  const handler: Handler = { event: event.id, attempt, history: [] };
  const to = goOn({ ...delivered, handlers: [...world.handlers, handler] }, handler, [], parts);
  const says = `Slack delivers ${event.id}${attempt > 0 ? ' once more' : ''}`;
  return [isInHand ? fault(`the ack of ${event.id} is slow, and ${says}`, to) : step(says, to)];
}

/** The insert arrives; what the handler then sends, an ack and a ring, arrives at once or is lost. */
function stores(world: World, handler: Handler, parts: DeliveryParts): DeliveryMove {
  const { to, answer } = accept(world, handler.event, parts.statements);
  return step(`Postgres stores ${handler.event}: ${answer}`, goOn(to, handler, [answerOf(answer)], parts));
}

/** Everything that may go wrong at Slack's end. */
export function slackFaults(world: World, parts: DeliveryParts): DeliveryMove[] {
  const { handlers } = world;
  if (handlers.length === 0) return [];
  const all = handlers.map(({ event }) => event);
  const moves = [
    fault('every socket worker is killed', { ...world, handlers: [] }),
    fault('every socket worker is killed, with its inserts still on their way', {
      ...world,
      handlers: [],
      lateInserts: [...world.lateInserts, ...all].sort(),
    }),
  ];
  for (const handler of handlers) {
    const { event } = handler;
    const fail = (from: World, entry: string) => goOn(from, handler, [entry], parts);
    moves.push(fault(`Postgres cancels the insert of ${event}`, fail(world, failureOf('surely undone'))));
    const { to, answer } = accept(world, event, parts.statements);
    moves.push(fault(`Postgres stores ${event}, and its answer is lost`, fail(to, failureOf('maybe done'))));
    for (const lost of ['ack', 'ring'] as const)
      moves.push(
        fault(
          `Postgres stores ${event}, and the ${lost} is lost`,
          goOn(to, handler, [answerOf(answer)], parts, lost),
        ),
      );
    if (handlers.length === 1) continue;
    const others = handlers.filter((one) => one !== handler);
    moves.push(fault(`the worker that has ${event} is killed`, { ...world, handlers: others }));
  }
  return moves;
}

/**
 * A handler gets answers and goes on: what it sends arrives, unless it is lost, and it is no more once it waits for
 * nothing.
 */
function goOn(
  world: World,
  before: Handler,
  answers: History,
  parts: DeliveryParts,
  lost: Lost = null,
): World {
  const program = parts.envelopes(before.attempt);
  const after = { ...before, history: [...before.history, ...answers] };
  const { sent, waitsFor } = program.at(after.history);
  // At its very start a handler has sent nothing yet.
  const known = answers.length === 0 ? 0 : program.at(before.history).sent.length;
  const handlers = world.handlers.flatMap((one) =>
    one === before ? (waitsFor === null ? [] : [after]) : [one],
  );
  let to: World = { ...world, handlers };
  for (const message of sent.slice(known)) {
    if (message === lost) continue;
    to =
      message === 'ack' ? changeEvent(to, before.event, { isAcked: true }) : { ...to, queue: ring(to.queue) };
  }
  return to;
}

function changeEvent(world: World, id: string, change: Partial<SentEvent>): World {
  return { ...world, events: world.events.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

function step(says: string, to: World): DeliveryMove {
  return { kind: 'step', says, to };
}

function fault(says: string, to: World): DeliveryMove {
  return { kind: 'fault', says: `FAULT: ${says}`, to: { ...to, faultsLeft: to.faultsLeft - 1 } };
}
