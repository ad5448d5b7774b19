import {
  type Clock,
  EXPIRY_BRAKE,
  findVanished,
  graceAfterOutage,
  judgeExpiry,
  type Log,
  NO_BRAKE,
  VANISHING,
  WORKER_LEASE,
} from '@muster/fleet';
import type { LeaseStore, Observation } from '@muster/leases';
import { createVanishWatch } from './vanish-watch.ts';

/** What a leader believes of workers that are silent. */
export interface LostWorkers {
  /** Ends the leases of workers that have vanished, so that they count as lost. Whether it ended any. */
  endVanished(term: bigint, observation: Observation): Promise<boolean>;
  /** The workers whose lease has run out but who do not count as lost yet. */
  suspects(observation: Observation): ReadonlySet<string>;
  /** Notes that the store answered: a long silence means that workers were not heard either. */
  noteAnswer(): void;
  /** Stops looking after workers: this coordinator does not lead. */
  rest(): void;
}

/** `onDeaf` is called when a worker may have vanished: observe at once. */
export function createLostWorkers(options: {
  readonly coordinatorId: string;
  readonly leases: Pick<LeaseStore, 'listeners' | 'expire'>;
  readonly clock: Clock;
  readonly log: Log;
  onDeaf(): void;
}): LostWorkers {
  const { coordinatorId, leases, clock, log } = options;
  const watch = createVanishWatch(options);
  let brake = NO_BRAKE;
  let lastAnswerMs = clock.monotonicMs();
  return {
    async endVanished(term, { state, nowUs }) {
      watch.watch(state.workers.keys());
      // Redis was away: everybody's connections come back one by one.
      if (clock.monotonicMs() < brake.graceUntilMs) return false;
      const workers = findVanished(watch.deaf, { ...state, nowUs }, WORKER_LEASE.ttlMs, VANISHING);
      if (workers.length === 0) return false;
      const ended = await leases.expire({ leaderId: coordinatorId, term, workers });
      if (ended.kind === 'stale-term') return false;
      for (const workerId of ended.workers) log.warn({ workerId }, 'worker vanished: its lease is ended');
      return ended.workers.length > 0;
    },
    suspects({ state, nowUs }) {
      const seen = { workers: state.workers, nowUs };
      const judged = judgeExpiry(brake, seen, clock.monotonicMs(), EXPIRY_BRAKE);
      brake = judged.brake;
      return judged.suspects;
    },
    noteAnswer() {
      const nowMs = clock.monotonicMs();
      if (nowMs - lastAnswerMs > WORKER_LEASE.ttlMs) brake = graceAfterOutage(brake, nowMs, EXPIRY_BRAKE);
      lastAnswerMs = nowMs;
    },
    rest: watch.rest,
  };
}
