import type { Random } from '@muster/fleet';
import { LeaseStoreError } from '@muster/leases';
import type { StoreLine } from '@muster/leases/testing';
import type { ProcessClock } from './process-clock.ts';

/** The way between the processes and Redis, which may be slow, and lose what went over it. */
export interface FleetLine {
  /** How long a request or an answer takes at most. */
  maxDelayMs: number;
  /** How likely an answer is lost, though what was asked for is done. */
  lostAnswers: number;
  of(clock: ProcessClock): StoreLine;
}

/** On loopback and in a data centre: well below a millisecond, which makes no difference here. */
const USUAL_DELAY_MS = 0;

export function createStoreLine(random: Random): FleetLine {
  const line: FleetLine = {
    maxDelayMs: USUAL_DELAY_MS,
    lostAnswers: 0,
    of: (clock) => ({
      async request() {
        if (line.maxDelayMs > 0) await clock.sleep(random.next() * line.maxDelayMs);
      },
      async answer(operation) {
        const isLost = line.lostAnswers > 0 && random.next() < line.lostAnswers;
        if (line.maxDelayMs > 0) await clock.sleep(random.next() * line.maxDelayMs);
        if (isLost) throw new LeaseStoreError('redis_unavailable', operation);
      },
    }),
  };
  return line;
}
