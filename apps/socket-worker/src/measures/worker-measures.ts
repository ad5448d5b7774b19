import type { HeldSlot, SlotState } from '@muster/fleet';
import type { Metrics } from '@muster/process';
import type { Envelope } from '@muster/slack/connection';
import type { Outcome } from '../envelopes/envelope-parts.ts';

/** What a socket worker counts and times. Every label's values are a small closed set. */
export interface WorkerMeasures {
  /** An envelope is done with. `ackedMs`: from its arrival until its ack was sent; null: it was not acked. */
  envelope(envelope: Envelope, outcome: Outcome, ackedMs: number | null): void;
  garbage(): void;
  /** Slack answered a call of its Web API. */
  slackCall(method: string, kind: string): void;
  /** A connection was lost or renewed, for this reason; `isQuarantined`: it is left alone for a while from now on. */
  reconnect(reason: string, isQuarantined: boolean): void;
  /** How things stand: the slots held, and the age of the oldest envelope without an ack. */
  standing(held: readonly HeldSlot[], unackedMs: number): void;
}

export function createWorkerMeasures(metrics: Metrics): WorkerMeasures {
  const acks = metrics.timer('muster_ack_seconds', 'From the arrival of an envelope to its ack', [
    'type',
    'outcome',
  ]);
  const envelopes = metrics.counter('muster_envelopes_total', 'Envelopes by what became of them', [
    'type',
    'outcome',
  ]);
  const redeliveries = metrics.counter(
    'muster_redeliveries_total',
    'Envelopes that Slack delivered once more',
  );
  const duplicates = metrics.counter(
    'muster_duplicates_dropped_total',
    'Commands that were stored already and not stored again',
  );
  const garbage = metrics.counter('muster_garbage_frames_total', 'Frames that are nothing known');
  const reconnects = metrics.counter('muster_reconnects_total', 'Connections lost or renewed, by reason', [
    'reason',
  ]);
  const quarantines = metrics.counter(
    'muster_quarantines_total',
    'Slots left alone for a while because they failed too often',
  );
  const slackCalls = metrics.counter('muster_slack_calls_total', SLACK_CALLS, ['method', 'outcome']);
  const connections = metrics.gauge('muster_connections', 'Slots held here, by state', ['state']);
  const unacked = metrics.gauge(
    'muster_oldest_unacked_seconds',
    'Age of the oldest envelope in hand that is not acked yet',
  );
  return {
    envelope({ type, retryAttempt }, outcome, ackedMs) {
      const labels = { type: TYPES[type] ?? 'other', outcome };
      envelopes.add(labels);
      if (retryAttempt > 0) redeliveries.add({});
      if (outcome === 'duplicate') duplicates.add({});
      if (ackedMs !== null) acks.observe({ ...labels, outcome: effectOf(outcome) }, ackedMs / 1_000);
    },
    garbage: () => garbage.add({}),
    slackCall: (method, kind) => slackCalls.add({ method, outcome: kind }),
    reconnect(reason, isQuarantined) {
      reconnects.add({ reason: REASONS.has(reason) ? reason : 'other' });
      if (isQuarantined) quarantines.add({});
    },
    standing(held, unackedMs) {
      for (const state of STATES)
        connections.set({ state }, held.filter((slot) => slot.state === state).length);
      unacked.set({}, unackedMs / 1_000);
    },
  };
}

const SLACK_CALLS = "Calls of Slack's Web API by method and outcome; rate-limited is Slack's 429";

const STATES: readonly SlotState[] = ['live', 'connecting', 'down'];

/** Slack's word for the type of an envelope, and ours. */
const TYPES: Readonly<Record<string, string>> = {
  events_api: 'event',
  slash_commands: 'slash-command',
  interactive: 'interactive',
};

/** A histogram is many series: what was stored is told from what was there, and from what was only acked. */
function effectOf(outcome: Outcome): 'stored' | 'duplicate' | 'nothing-stored' {
  return outcome === 'stored' || outcome === 'duplicate' ? outcome : 'nothing-stored';
}

/** Why connections are lost or renewed. What Slack or the network invents besides counts as `other`. */
const REASONS: ReadonlySet<string> = new Set([
  'old',
  'quiet',
  'again',
  'asked',
  'warning',
  'refresh_requested',
  'closed',
  'silent',
  'socket-error',
  'start-deadline',
  'too-many-websockets',
  'rate-limited',
  'timeout',
  'unreachable',
  'econnrefused',
  'econnreset',
  'internal_error',
]);
