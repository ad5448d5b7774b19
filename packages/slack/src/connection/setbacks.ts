import {
  type BackoffPolicy,
  backoffMs,
  type Clock,
  NOTHING_SPENT,
  noteFailure,
  type Random,
  RESTART_BUDGET,
} from '@muster/fleet';
import { type Failure, isAppTokenRefused } from '../errors.ts';
import type { SocketEnd } from './socket-events.ts';

const RECONNECT: BackoffPolicy = { baseMs: 500, capMs: 30_000 };
/** Slack counts ten sockets of the app: others must go first, and ghosts of lost ones take minutes. */
const TOO_MANY: BackoffPolicy = { baseMs: 60_000, capMs: 15 * 60_000 };
const TOO_MANY_AT_LEAST_MS = 30_000;
/** Between a refusal and the second question whether it is meant. */
const CONFIRM_AFTER_MS = 1_000;
/** A socket that lived this long ends a series of failures. */
const STABLE_MS = 10_000;
/** One that lived this long ends a series of quarantines. */
const WELL_MS = 60_000;

export type Consequence =
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      readonly reason: string;
      /** It failed too often: it is left alone for longer. */
      readonly isQuarantined: boolean;
    }
  /** Slack refuses the app-level token, and did so twice. */
  | { readonly kind: 'stop'; readonly code: string };

/** Counts what goes wrong in a row with one connection, and says what follows from each end of a socket. */
export class Setbacks {
  private readonly random: Random;
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private spent = NOTHING_SPENT;
  private failures = 0;
  private refusals = 0;
  private crowded = 0;

  constructor(random: Random, clock: Pick<Clock, 'monotonicMs'>) {
    this.random = random;
    this.clock = clock;
  }

  /** Slack took the token: a refusal later on starts a new count. */
  accepted(): void {
    this.refusals = 0;
  }

  /** `livedMs`: for how long the socket was live, 0 for one that never was. */
  judge(end: SocketEnd, livedMs: number): Consequence {
    if (livedMs >= STABLE_MS) {
      this.failures = 0;
      this.crowded = 0;
    }
    if (livedMs >= WELL_MS) this.spent = NOTHING_SPENT;
    this.failures++;
    const consequence = end.kind === 'lost' ? this.judgeLoss(end.reason) : this.judgeFailure(end.failure);
    return isOwnFault(end, livedMs) ? this.charge(consequence) : consequence;
  }

  private charge(consequence: Consequence): Consequence {
    const { random, clock } = this;
    const { spent, quarantineMs } = noteFailure(this.spent, clock.monotonicMs(), RESTART_BUDGET, random);
    this.spent = spent;
    if (quarantineMs === null || consequence.kind === 'stop') return consequence;
    const delayMs = Math.max(consequence.delayMs, quarantineMs);
    return { kind: 'wait', delayMs, reason: consequence.reason, isQuarantined: true };
  }

  private judgeLoss(reason: string): Consequence {
    if (reason !== 'too-many-websockets') return this.wait(reason);
    const delayMs = backoffMs(++this.crowded, TOO_MANY, this.random, TOO_MANY_AT_LEAST_MS);
    return { kind: 'wait', delayMs, reason, isQuarantined: false };
  }

  private judgeFailure(failure: Failure): Consequence {
    if (failure.kind === 'rate-limited') return this.wait('rate-limited', failure.retryAfterMs);
    if (!isAppTokenRefused(failure)) return this.wait(failure.code);
    if (++this.refusals > 1) return { kind: 'stop', code: failure.code };
    return this.wait(failure.code, CONFIRM_AFTER_MS);
  }

  private wait(reason: string, atLeastMs = 0): Consequence {
    const delayMs = backoffMs(this.failures, RECONNECT, this.random, atLeastMs);
    return { kind: 'wait', delayMs, reason, isQuarantined: false };
  }
}

/**
 * Whether it tells of this app, and is charged to its budget: Slack says no to it, or greets it and lets it go soon.
 * What all apps meet when the network or Slack is away is not: everybody shall be back as soon as that is over.
 */
function isOwnFault(end: SocketEnd, livedMs: number): boolean {
  if (end.kind === 'not-opened') return end.failure.kind === 'refused';
  const isForAll = end.reason === 'silent' || end.reason === 'too-many-websockets';
  return livedMs > 0 && livedMs < STABLE_MS && !isForAll;
}
