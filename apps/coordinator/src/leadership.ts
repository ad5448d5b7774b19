import { type Clock, createDeadline, LEADER_LEASE, type Log } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';

/**
 * One coordinator's part in the leadership, in words:
 *
 *   follower ──campaign granted──▶ leader ──deadline passed, another leader seen, or resigned──▶ follower
 *
 * A leader may act only while `term` is not null: inside its own deadline, which ends before the lease does.
 */
export interface Leadership {
  /** Campaigns: a follower each time it is called, a leader when its lease is to be renewed. Rejects when Redis is away. */
  campaignIfDue(): Promise<void>;
  /** The term for which it may act right now; null when it may not. */
  term(): bigint | null;
  /** Stops leading, for a reason that others gave. */
  lose(reason: string): void;
  /** Gives the leadership up, so that another one leads at once. */
  resign(): Promise<void>;
}

export function createLeadership(options: {
  readonly id: string;
  readonly leases: Pick<LeaseStore, 'campaign' | 'resign'>;
  readonly clock: Clock;
  readonly log: Log;
}): Leadership {
  const { id, leases, clock, log } = options;
  const deadline = createDeadline(LEADER_LEASE, clock);
  let held: bigint | null = null;
  let nextRenewalMs = Number.NEGATIVE_INFINITY;

  const lose = (reason: string) => {
    deadline.lapse();
    if (held === null) return;
    log.warn({ term: String(held), reason }, 'leads no more');
    held = null;
  };
  const term = () => {
    if (held !== null && !deadline.isCurrent()) lose('its deadline passed');
    return held;
  };
  return {
    term,
    lose,
    async campaignIfDue() {
      const sentAtMs = clock.monotonicMs();
      if (held !== null && sentAtMs < nextRenewalMs) return;
      nextRenewalMs = sentAtMs + LEADER_LEASE.renewEveryMs;
      const answer = await leases.campaign({ id, ttlMs: LEADER_LEASE.ttlMs });
      if (answer.kind === 'following') return lose('another one leads');
      if (held !== null && held !== answer.term) lose('its term was over');
      deadline.extend(sentAtMs);
      if (held !== null) return;
      held = answer.term;
      log.info({ term: String(held) }, 'leads');
    },
    async resign() {
      const resigned = held;
      held = null;
      deadline.lapse();
      if (resigned === null) return;
      try {
        await leases.resign({ id, term: resigned });
      } catch (error) {
        log.debug({ error }, 'could not resign: the leadership runs out by itself');
      }
    },
  };
}
