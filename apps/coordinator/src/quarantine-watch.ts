import type { Clock } from '@muster/fleet';
import type { Observation } from '@muster/leases';

/** Its supervisor starts a quarantine worker anew within seconds; one on a machine that is gone stays away. */
const RETURNS_WITHIN_MS = 30_000;

/**
 * Whether a quarantine worker that is gone is expected back: so that the poison app that it died of is not handed to an
 * ordinary worker meanwhile. One that drains is not waited for: it goes on purpose, and hands over first.
 */
export function createQuarantineWatch(clock: Pick<Clock, 'monotonicMs'>) {
  let lastSeenMs = Number.NEGATIVE_INFINITY;
  return {
    isAwaited({ state, nowUs }: Observation): boolean {
      const nowMs = clock.monotonicMs();
      const workers = [...state.workers.values()].filter(({ info }) => info.isQuarantine);
      if (workers.some(({ expiresUs, isDraining }) => expiresUs > nowUs && !isDraining)) lastSeenMs = nowMs;
      else if (workers.some(({ isDraining }) => isDraining)) lastSeenMs = Number.NEGATIVE_INFINITY;
      return nowMs - lastSeenMs < RETURNS_WITHIN_MS;
    },
  };
}
