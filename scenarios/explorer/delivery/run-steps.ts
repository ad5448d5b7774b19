import type { LaneRequest } from './lane-program.ts';
import type { DeliveryParts } from './parts.ts';
import { perform } from './postgres.ts';
import { answerOf, type History } from './program.ts';
import { type Run, ring, type World } from './world.ts';

/** Slack or Postgres does what was asked of it. */
export function serve(world: World, worker: string, request: LaneRequest, parts: DeliveryParts) {
  if (request.kind === 'post')
    return {
      to: { ...world, posts: [...world.posts, request.id] },
      answer: { kind: 'ok', ts: '1' },
      effect: undefined,
    };
  if (request.kind === 'find reply') {
    const ts = world.posts.includes(request.id) ? '1' : null;
    return { to: world, answer: { kind: 'ok', ts }, effect: undefined };
  }
  return { effect: undefined, ...perform(world, worker, request, parts.statements) };
}

/** A run gets an answer and goes on. It rings the lane when it means to, and gives the job back when it ends. */
export function answered(world: World, before: Run, answer: string, parts: DeliveryParts): World {
  const history = [...before.history, answer];
  const { sent, waitsFor } = parts.lane.at(history);
  let { queue } = world;
  if (sent.length > parts.lane.at(before.history).sent.length) queue = ring(queue);
  const after: Run = { ...before, history: forget(history, waitsFor, sent.length > 0) };
  if (waitsFor !== null)
    return { ...world, queue, runs: world.runs.map((one) => (one === before ? after : one)) };
  if (queue.activeAt === before.worker)
    queue = { isWaiting: queue.isRungAgain, activeAt: null, isRungAgain: false };
  return { ...world, queue, runs: world.runs.filter((one) => one !== before) };
}

/**
 * The shortest history after which a run stands just so. When it asks for its next message it remembers nothing, and
 * when it asks for its next command nothing but whether a reply has to wait: it has rung for it already.
 */
function forget(history: History, waitsFor: LaneRequest | null, hasRung: boolean): History {
  if (waitsFor?.kind === 'claim next') return [];
  if (waitsFor?.kind === 'start next') return [answerOf({ kind: hasRung ? 'waiting' : 'none' })];
  return history;
}

/** A request, and an answer, in words. */
export function tellRequest(request: LaneRequest): string {
  if ('event' in request) return `${request.kind} ${request.event}`;
  return 'id' in request ? `${request.kind} ${request.id}` : request.kind;
}

export function tellAnswer(answer: unknown): string {
  const { kind, event, id, ts } = (answer ?? {}) as {
    kind?: string;
    event?: string;
    id?: string;
    ts?: string | null;
  };
  if (ts === null) return 'not found';
  return [kind ?? (answer === null ? 'done' : String(answer)), event ?? id ?? ''].join(' ').trim();
}
