import type { Clock, Log } from '@muster/fleet';
import type { Bell } from '@muster/queue';
import type { Envelope } from '@muster/slack/connection';
import type { SlackWeb } from '@muster/slack/web';
import type { Store } from '@muster/store';
import { createLeave } from '../installations/leave.ts';
import { measureEnvelopes } from '../measures/measure-envelopes.ts';
import { createRecentTimes, type RecentTimes } from '../measures/recent-times.ts';
import type { WorkerMeasures } from '../measures/worker-measures.ts';
import { createFindInstallation } from './find-installation.ts';
import { createHandleEnvelope } from './handle-envelope.ts';
import { createInHand } from './in-hand.ts';
import { createLastSeen } from './last-seen.ts';
import { createTally } from './tally.ts';

/** What all connections of the process hear goes in here. */
export interface Ears {
  onEnvelope(envelope: Envelope): Promise<void>;
  onGarbage(): void;
  /** For how long the oldest envelope has been in hand, in milliseconds; 0: there is none. */
  unackedMs(): number;
  /** How many envelopes came to what. */
  counts(): Record<string, number>;
  /** How long acks took of late. */
  recentAcks: RecentTimes['percentiles'];
  stop(): Promise<void>;
}

/** Puts together what handles envelopes. */
export function createEars(parts: {
  readonly store: Pick<Store, 'inbox' | 'installations' | 'members'>;
  readonly web: Pick<SlackWeb, 'authTest'>;
  readonly bell: Pick<Bell, 'ring'>;
  readonly measures: Pick<WorkerMeasures, 'envelope' | 'garbage'>;
  readonly clock: Clock;
  readonly log: Log;
}): Ears {
  const { store, web, bell, measures, clock, log } = parts;
  const { inbox, installations, members } = store;
  const tally = createTally();
  const inHand = createInHand(clock);
  const lastSeen = createLastSeen(installations, clock, log);
  const { find, forgetAll } = createFindInstallation(installations, clock);
  const leave = createLeave({ web, installations, onRemoved: forgetAll, clock, log });
  const recentAcks = createRecentTimes(clock);
  const seen = lastSeen.seen;
  const handle = measureEnvelopes(
    createHandleEnvelope({ findInstallation: find, inbox, bell, members, leave, seen, clock, log }),
    { measures, recentAcks, clock },
  );
  return {
    async onEnvelope(envelope) {
      const done = inHand.take();
      tally.count(await handle(envelope));
      done();
    },
    onGarbage() {
      tally.count('garbage');
      measures.garbage();
    },
    recentAcks: recentAcks.percentiles,
    unackedMs: inHand.oldestMs,
    counts: tally.counts,
    stop: lastSeen.stop,
  };
}
