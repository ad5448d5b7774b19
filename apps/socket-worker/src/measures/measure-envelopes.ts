import type { Clock } from '@muster/fleet';
import type { Envelope } from '@muster/slack/connection';
import type { Outcome } from '../envelopes/envelope-parts.ts';
import type { RecentTimes } from './recent-times.ts';
import type { WorkerMeasures } from './worker-measures.ts';

type Handle = (envelope: Envelope) => Promise<Outcome>;

/** Handles envelopes as `handle` does, and measures how long each waits for its ack. */
export function measureEnvelopes(
  handle: Handle,
  parts: {
    readonly measures: Pick<WorkerMeasures, 'envelope'>;
    readonly recentAcks: Pick<RecentTimes, 'add'>;
    readonly clock: Pick<Clock, 'monotonicMs'>;
  },
): Handle {
  const { measures, recentAcks, clock } = parts;
  return async (envelope) => {
    const startedMs = clock.monotonicMs();
    let ackedMs: number | null = null;
    const outcome = await handle({
      ...envelope,
      ack(payload) {
        const isSent = envelope.ack(payload);
        if (isSent) ackedMs ??= clock.monotonicMs() - startedMs;
        return isSent;
      },
    });
    measures.envelope(envelope, outcome, ackedMs);
    if (ackedMs !== null) recentAcks.add(ackedMs);
    return outcome;
  };
}
