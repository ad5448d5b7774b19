import type { Metrics } from '@muster/process';
import type { MoveReason } from './move-reason.ts';

/** What a coordinator counts and times. All but `leads` tells something only while it leads. */
export interface CoordinatorMeasures {
  /** It leads for this term, or follows: null. */
  leads(term: bigint | null): void;
  takeover(seconds: number): void;
  gap(seconds: number): void;
  /** How things stand. `longestGap`: seconds of the longest gap that goes on. */
  standing(now: { waiting: number; takeovers: number; gaps: number; longestGap: number }): void;
  move(reason: MoveReason): void;
}

/** A takeover takes a fraction of a second; where it does not, somebody wants to know how long. */
const TAKEOVER_BUCKETS_S = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60];
const GAP_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600];

export function createCoordinatorMeasures(metrics: Metrics): CoordinatorMeasures {
  const leader = metrics.gauge('muster_leader', 'Whether the coordinator leads');
  const term = metrics.gauge(
    'muster_leader_term',
    'The term for which the coordinator leads; absent while not',
  );
  const takeovers = metrics.timer(
    'muster_takeover_seconds',
    'From the moment a lost worker was last heard until its slot was live elsewhere',
    [],
    TAKEOVER_BUCKETS_S,
  );
  const gaps = metrics.timer(
    'muster_app_gap_seconds',
    'How long a wanted app that had been live was without any live connection',
    [],
    GAP_BUCKETS_S,
  );
  const longest = metrics.gauge('muster_app_gap_longest_seconds', 'The longest gap of an app that goes on');
  const dark = metrics.gauge('muster_apps_without_connection', 'Wanted apps in such a gap right now');
  const pending = metrics.gauge('muster_takeovers_pending', 'Slots of lost workers not live elsewhere yet');
  const waiting = metrics.gauge('muster_slots_waiting', 'Wanted slots that no worker can take');
  const moves = metrics.counter('muster_assignments_total', 'Slots assigned anew, by reason', ['reason']);

  const standing: CoordinatorMeasures['standing'] = (now) => {
    waiting.set({}, now.waiting);
    pending.set({}, now.takeovers);
    dark.set({}, now.gaps);
    longest.set({}, now.longestGap);
  };
  return {
    leads(current) {
      leader.set({}, current === null ? 0 : 1);
      if (current !== null) return term.set({}, Number(current));
      for (const gauge of [term, waiting, pending, dark, longest]) gauge.remove();
    },
    takeover: (seconds) => takeovers.observe({}, seconds),
    gap: (seconds) => gaps.observe({}, seconds),
    standing,
    move: (reason) => moves.add({ reason }),
  };
}
