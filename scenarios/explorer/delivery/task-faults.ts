import type { Move } from '../search/model.ts';
import type { DeliveryParts } from './parts.ts';
import { answerOf, failureOf, STALL } from './program.ts';
import { answered, serve, tellAnswer, tellRequest } from './run-steps.ts';
import { type Deed, NO_JOB, type Run, type World } from './world.ts';

type DeliveryMove = Move<World, Deed>;

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
  const asked = `${worker}: ${tellRequest(waitsFor)}`;
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

function fault(says: string, to: World): DeliveryMove {
  return { kind: 'fault', says: `FAULT: ${says}`, to: { ...to, faultsLeft: to.faultsLeft - 1 } };
}
