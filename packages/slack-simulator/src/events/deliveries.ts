import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { DeliveryEntry, Recorder, SentEventEntry } from '../record/recorder.ts';
import type { Connection } from '../socket-mode/connection.ts';
import type { Hub } from '../socket-mode/hub.ts';

/** A payload on its way to one of an app's connections. */
export interface Outgoing {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Record<string, unknown>;
  /** Its line in the record; the number and the time are filled in here. */
  readonly entry: Omit<SentEventEntry, 'n' | 'at' | 'sentAt' | 'outcome'>;
  /** Whether it may still go out: not after its installation is gone. */
  readonly isWanted: () => boolean;
  /** What came with an ack in time, where the envelope accepts that. */
  readonly onAckPayload?: (payload: unknown) => void;
}

/** Delivers payloads, waits for acks, delivers again. */
export interface Deliveries {
  send(outgoing: Outgoing): void;
  /** A text frame that came in over a connection. */
  receive(connection: Connection, text: string): void;
}

interface Pending {
  readonly outgoing: Omit<Outgoing, 'payload' | 'entry'>;
  /** JSON; emptied once acked, for envelopes are kept to the end of the run. */
  payload: string;
  readonly entry: SentEventEntry;
  isAcked: boolean;
}

interface Envelope {
  readonly pending: Pending;
  readonly delivery: DeliveryEntry;
  state: 'awaited' | 'late' | 'acked';
  cancelTimer: () => void;
}

export interface DeliveriesParts {
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  readonly recorder: Recorder;
  readonly hub: () => Hub;
}

const HOURLY = Array.from({ length: 24 }, () => 3_600_000);

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  const { clock, recorder, settings } = parts;
  // Every envelope of the run, so that a second ack is told from one for an envelope that never was.
  const envelopes = new Map<string, Envelope>();

  const attempt = (pending: Pending, number: number, previousId: string | null) => {
    if (pending.isAcked) return;
    if (!pending.outgoing.isWanted()) {
      pending.entry.outcome = 'given-up';
      return;
    }
    const connection = parts.hub().pick(pending.entry.appId);
    if (!connection) {
      retry(pending, number, previousId);
      return;
    }
    const repeatedId = settings().sameEnvelopeRepeats ? previousId : null;
    const envelope = newEnvelope(recorder, pending, number, repeatedId, connection);
    envelopes.set(envelope.delivery.envelopeId, envelope);
    connection.deliver(frameOf(envelope));
    envelope.cancelTimer = clock.after(settings().ackTimeoutMs, () => {
      envelope.state = 'late';
      retry(pending, number, envelope.delivery.envelopeId);
    });
  };

  const retry = (pending: Pending, number: number, envelopeId: string | null) => {
    const { retryDelaysMs, delayedEvents } = settings();
    const delay = (delayedEvents ? [...retryDelaysMs, ...HOURLY] : retryDelaysMs)[number];
    // Only events are ever repeated.
    if (delay === undefined || pending.outgoing.kind !== 'events_api') pending.entry.outcome = 'given-up';
    else clock.after(delay, () => attempt(pending, number + 1, envelopeId));
  };

  return {
    send: ({ payload, entry: facts, ...outgoing }) => {
      const entry = { ...recorder.stamp(), sentAt: clock.wallMs(), ...facts, outcome: 'pending' as const };
      recorder.event(entry);
      attempt({ outgoing, payload: JSON.stringify(payload), entry, isAcked: false }, 0, null);
    },
    receive: (connection, text) => {
      const ack = readAck(text);
      if (ack) take(recorder, connection, ack, envelopes.get(ack.envelopeId));
    },
  };
}

function newEnvelope(
  recorder: Recorder,
  pending: Pending,
  number: number,
  repeatedId: string | null,
  connection: Connection,
): Envelope {
  const { eventId, appId, team } = pending.entry;
  const delivery: DeliveryEntry = {
    ...recorder.stamp(),
    envelopeId: repeatedId ?? randomUUID(),
    eventId,
    appId,
    team,
    connectionId: connection.id,
    attempt: repeatedId === null ? number : 0,
    type: pending.outgoing.kind,
    ackedAt: null,
    ackedN: null,
  };
  recorder.delivery(delivery);
  return { pending, delivery, state: 'awaited', cancelTimer: () => {} };
}

/** Records what came back; the first ack in time ends the deliveries of its payload. */
function take(recorder: Recorder, connection: Connection, ack: Ack, envelope: Envelope | undefined): void {
  const stamp = recorder.stamp();
  const isKnown = envelope?.delivery.appId === connection.appId;
  recorder.ack({
    ...stamp,
    envelopeId: ack.envelopeId,
    connectionId: connection.id,
    appId: connection.appId,
    kind: envelope && isKnown ? ACK_KINDS[envelope.state] : 'unknown',
  });
  if (!envelope || !isKnown || envelope.state !== 'awaited') return;
  connection.countAck();
  settle(envelope, stamp);
  // Only slash commands and interactive payloads accept one: for events it is ignored.
  if (envelope.delivery.type !== 'events_api' && ack.payload !== undefined)
    envelope.pending.outgoing.onAckPayload?.(ack.payload);
}

const ACK_KINDS = { awaited: 'accepted', late: 'late', acked: 'duplicate' } as const;

function settle(envelope: Envelope, stamp: { n: number; at: number }): void {
  envelope.cancelTimer();
  envelope.state = 'acked';
  envelope.delivery.ackedAt = stamp.at;
  envelope.delivery.ackedN = stamp.n;
  envelope.pending.isAcked = true;
  envelope.pending.payload = '';
  envelope.pending.entry.outcome = 'acked';
}

function frameOf({ pending, delivery }: Envelope): string {
  const start = `{"envelope_id":"${delivery.envelopeId}","payload":${pending.payload},"type":"${delivery.type}"`;
  if (delivery.type !== 'events_api') return `${start},"accepts_response_payload":true}`;
  const reason = delivery.attempt > 0 ? 'timeout' : '';
  return `${start},"accepts_response_payload":false,"retry_attempt":${delivery.attempt},"retry_reason":"${reason}"}`;
}

interface Ack {
  readonly envelopeId: string;
  readonly payload: unknown;
}

function readAck(text: string): Ack | null {
  try {
    const frame = JSON.parse(text) as { envelope_id?: unknown; payload?: unknown } | null;
    return typeof frame?.envelope_id === 'string'
      ? { envelopeId: frame.envelope_id, payload: frame.payload }
      : null;
  } catch {
    return null;
  }
}
