import type { Move } from '../search/model.ts';
import type { LaneRequest } from './lane-program.ts';
import type { DeliveryParts } from './parts.ts';
import { changeMessage, perform } from './postgres.ts';
import { answerOf, failureOf, type History, STALL } from './program.ts';
import { type Deed, NO_JOB, type Run, ring, type World } from './world.ts';

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
  const says = `${worker}: ${tell(waitsFor)} → ${tellAnswer(answer)}`;
  const deed: Deed | undefined = effect === undefined ? undefined : { kind: 'effect', message: effect };
  return [{ kind: 'step', says, to: answered(to, run, answerOf(answer), parts), deed }];
}

/** Slack or Postgres does what was asked of it. */
function serve(world: World, worker: string, request: LaneRequest, parts: DeliveryParts) {
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

/** Everything that may go wrong at our end. */
export function taskFaults(world: World, parts: DeliveryParts): DeliveryMove[] {
  const moves = world.runs.flatMap((run) => runFaults(world, run, parts));
  const { queue } = world;
  const inbox = world.inbox.filter(({ isInQueueOnly, state }) => !isInQueueOnly || state !== 'new');
  if (queue.isWaiting || queue.activeAt !== null)
    moves.push(fault('Redis loses everything', { ...world, queue: NO_JOB, inbox }));
  return moves;
}

function runFaults(world: World, run: Run, parts: DeliveryParts): DeliveryMove[] {
  const { worker, history } = run;
  const { waitsFor } = parts.lane.at(history);
  const runs = world.runs.filter((one) => one !== run);
  const moves = [fault(`${worker} is killed`, { ...world, runs, queue: loseLock(world, worker) })];
  if (waitsFor === null) return moves;
  const { to, answer, effect } = serve(world, worker, waitsFor, parts);
  const deed: Deed | undefined = effect === undefined ? undefined : { kind: 'effect', message: effect };
  const asked = `${worker}: ${tell(waitsFor)}`;
  const stopped = { ...run, history: [...history, STALL] };
  const slow = answered(stop(to, run, stopped), stopped, answerOf(answer), parts);
  // Whoever posts gives up after two seconds, and a claim lasts three: no post outlives its claim.
  if (waitsFor.kind !== 'post')
    moves.push({
      ...fault(`${asked} → ${tellAnswer(answer)}, but it takes longer than locks and claims last`, slow),
      deed,
    });
  if (waitsFor.kind === 'post' || waitsFor.kind === 'find reply') {
    const unavailable = answerOf({ kind: 'unavailable', code: 'timeout', maybeDone: true });
    const limited = answerOf({ kind: 'rate-limited', retryAfterMs: 1_000 });
    moves.push(fault(`${asked} gets through, and the answer is lost`, answered(to, run, unavailable, parts)));
    moves.push(fault(`${asked} does not get through`, answered(world, run, unavailable, parts)));
    moves.push(fault(`${asked} → too many at once`, answered(world, run, limited, parts)));
    return moves;
  }
  moves.push(
    fault(
      `${worker} is stopped for longer than locks and claims last, before ${waitsFor.kind} arrives`,
      stop(world, run, stopped),
    ),
  );
  moves.push(fault(`${asked} is cancelled`, answered(world, run, failureOf('surely undone'), parts)));
  moves.push({
    ...fault(`${asked} is done, and the answer is lost`, answered(to, run, failureOf('maybe done'), parts)),
    deed,
  });
  if (waitsFor.kind === 'run')
    moves.push(fault(`${asked} fails`, answered(world, run, failureOf('bug'), parts)));
  return moves;
}

/** A process was stopped for longer than its lock on the job, and any claim that it had, last. */
function stop(world: World, before: Run, after: Run): World {
  const outbox = world.outbox.map((one) =>
    one.claimedBy === before.worker ? { ...one, isClaimOld: true } : one,
  );
  const runs = world.runs.map((one) => (one === before ? after : one));
  return { ...world, outbox, runs, queue: loseLock(world, before.worker) };
}

/** BullMQ finds the job stalled and hands it out again. */
function loseLock({ queue }: World, worker: string) {
  return queue.activeAt === worker
    ? { ...queue, activeAt: null, isWaiting: true, isRungAgain: false }
    : queue;
}

/** A run gets an answer and goes on. It rings the lane when it means to, and gives the job back when it ends. */
function answered(world: World, before: Run, answer: string, parts: DeliveryParts): World {
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

function tell(request: LaneRequest): string {
  if ('event' in request) return `${request.kind} ${request.event}`;
  return 'id' in request ? `${request.kind} ${request.id}` : request.kind;
}

function tellAnswer(answer: unknown): string {
  const { kind, event, id, ts } = (answer ?? {}) as {
    kind?: string;
    event?: string;
    id?: string;
    ts?: string | null;
  };
  if (ts === null) return 'not found';
  return [kind ?? (answer === null ? 'done' : String(answer)), event ?? id ?? ''].join(' ').trim();
}

function step(says: string, to: World): DeliveryMove {
  return { kind: 'step', says, to };
}

function fault(says: string, to: World): DeliveryMove {
  return { kind: 'fault', says: `FAULT: ${says}`, to: { ...to, faultsLeft: to.faultsLeft - 1 } };
}
