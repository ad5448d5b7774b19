import { VirtualClock } from '@muster/fleet/testing';
import { createMetrics } from '@muster/process';
import type { Envelope } from '@muster/slack/connection';
import { expect, it } from 'vitest';
import type { Outcome } from '../envelopes/envelope-parts.ts';
import { measureEnvelopes } from './measure-envelopes.ts';
import { createRecentTimes } from './recent-times.ts';
import { createWorkerMeasures } from './worker-measures.ts';

function setUp() {
  const clock = new VirtualClock();
  const metrics = createMetrics({ process: 'socket-worker', processId: 'w-1', runtime: false });
  const measures = createWorkerMeasures(metrics);
  const recentAcks = createRecentTimes(clock);
  /** Has an envelope handled that is acked after `ackAfterMs`, or never, on a connection that may be closed by then. */
  const hear = async (
    outcome: Outcome,
    ackAfterMs: number | null,
    { isOpen = true, ...changes }: Partial<Envelope> & { isOpen?: boolean } = {},
  ) => {
    const handle = measureEnvelopes(
      async (envelope) => {
        if (ackAfterMs !== null) {
          await clock.sleep(ackAfterMs);
          expect(envelope.ack()).toBe(isOpen);
        }
        await clock.sleep(500);
        return outcome;
      },
      { measures, recentAcks, clock },
    );
    const handled = handle({
      envelopeId: 'e',
      type: 'events_api',
      payload: {},
      acceptsResponsePayload: false,
      retryAttempt: 0,
      ack: () => isOpen,
      ...changes,
    });
    await clock.advance(10_000);
    expect(await handled).toBe(outcome);
  };
  const lines = async (name: string) => {
    const { body } = await metrics.render();
    return body
      .split('\n')
      .filter((line) => line.startsWith(name))
      .map((line) => line.replace(/,?process="socket-worker",process_id="w-1"/, '').replace('{,', '{'));
  };
  return { clock, measures, recentAcks, hear, lines };
}

it('times acks from the arrival of the envelope, and counts envelopes by what became of them', async () => {
  const { hear, lines } = setUp();
  await hear('stored', 20);
  await hear('stored', 300, { type: 'slash_commands' });
  await hear('duplicate', 20, { retryAttempt: 1 });
  await hear('not-for-the-bot', 1);
  await hear('not-stored', null, { retryAttempt: 2 });
  await hear('ignored', 20, { isOpen: false, type: 'invented' });
  expect(await lines('muster_ack_seconds_count')).toEqual([
    'muster_ack_seconds_count{type="event",outcome="stored"} 1',
    'muster_ack_seconds_count{type="slash-command",outcome="stored"} 1',
    'muster_ack_seconds_count{type="event",outcome="duplicate"} 1',
    'muster_ack_seconds_count{type="event",outcome="nothing-stored"} 1',
  ]);
  expect(await lines('muster_ack_seconds_sum')).toContain(
    'muster_ack_seconds_sum{type="slash-command",outcome="stored"} 0.3',
  );
  expect(await lines('muster_envelopes_total')).toEqual([
    'muster_envelopes_total{type="event",outcome="stored"} 1',
    'muster_envelopes_total{type="slash-command",outcome="stored"} 1',
    'muster_envelopes_total{type="event",outcome="duplicate"} 1',
    'muster_envelopes_total{type="event",outcome="not-for-the-bot"} 1',
    'muster_envelopes_total{type="event",outcome="not-stored"} 1',
    'muster_envelopes_total{type="other",outcome="ignored"} 1',
  ]);
  expect(await lines('muster_redeliveries_total')).toEqual(['muster_redeliveries_total{} 2']);
  expect(await lines('muster_duplicates_dropped_total')).toEqual(['muster_duplicates_dropped_total{} 1']);
});

it('shows slots by state, reconnects by reasons of a closed set, and quarantines', async () => {
  const { measures, lines } = setUp();
  const slot = (state: 'live' | 'down') => ({ slot: 'A#0', epoch: 1n, state, detail: '' });
  measures.standing([slot('live'), slot('live'), slot('down')], 1_500);
  measures.reconnect('closed', false);
  measures.reconnect('whatever_slack_may_say', true);
  measures.garbage();
  measures.slackCall('auth.test', 'rate-limited');
  expect(await lines('muster_connections')).toEqual([
    'muster_connections{state="live"} 2',
    'muster_connections{state="connecting"} 0',
    'muster_connections{state="down"} 1',
  ]);
  expect(await lines('muster_oldest_unacked_seconds')).toEqual(['muster_oldest_unacked_seconds{} 1.5']);
  expect(await lines('muster_reconnects_total')).toEqual([
    'muster_reconnects_total{reason="closed"} 1',
    'muster_reconnects_total{reason="other"} 1',
  ]);
  expect(await lines('muster_quarantines_total')).toEqual(['muster_quarantines_total{} 1']);
  expect(await lines('muster_garbage_frames_total')).toEqual(['muster_garbage_frames_total{} 1']);
  expect(await lines('muster_slack_calls_total')).toEqual([
    'muster_slack_calls_total{method="auth.test",outcome="rate-limited"} 1',
  ]);
});

it('tells how long acks took of late, and forgets what is older than five minutes', async () => {
  const { clock, recentAcks } = setUp();
  expect(recentAcks.percentiles()).toBe(null);
  for (let tookMs = 100; tookMs > 0; tookMs--) recentAcks.add(tookMs);
  expect(recentAcks.percentiles()).toEqual({ p50: 50, p99: 99 });
  await clock.advance(299_000);
  recentAcks.add(7);
  await clock.advance(2_000);
  expect(recentAcks.percentiles()).toEqual({ p50: 7, p99: 7 });
  for (let n = 0; n < 2_500; n++) recentAcks.add(n < 1_500 ? 900 : 1);
  expect(recentAcks.percentiles()).toEqual({ p50: 1, p99: 1 });
});
