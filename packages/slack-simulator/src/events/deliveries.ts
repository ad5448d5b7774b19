import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { DeliveryEntry, Recorder, SentEventEntry } from '../record/recorder.ts';
import type { Connection } from '../socket-mode/connection.ts';
import type { Hub } from '../socket-mode/hub.ts';
import type { Line, NewLine, WireLog } from '../wire/wire-log.ts';
import type { FailingApps } from './failing-apps.ts';
import { type Ack, ackKind, readAck } from './read-ack.ts';

/** A payload on its way to one of an app's connections. */
export interface Outgoing {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Record<string, unknown>;
  /** Its line in the record; the number and the time are filled in here. */
  readonly entry: Omit<SentEventEntry, 'n' | 'at' | 'sentAt' | 'outcome'>;
  /** Whether it may still go out: not after its installation is gone. */
  readonly isWanted: () => boolean;
  /** Whether the ack may bring an answer. Events accept none. Default false. */
  readonly acceptsPayload?: boolean;
  /** Called once when it is acked or will not be delivered any more. */
  readonly onEnd?: (ending: Ending) => void;
}

/**
 * What became of a payload. `acked`: in time, with what the ack brought where that is accepted. `unacked`: nobody
 * answered in time. `unheard`: there was no connection, or the app is not installed any more.
 */
export type Ending =
  | { readonly kind: 'acked'; readonly payload: unknown }
  | { readonly kind: 'unacked' | 'unheard' };

/** Delivers payloads, waits for acks, delivers again. */
export interface Deliveries {
  send(outgoing: Outgoing): void;
  /** A text frame that came in over a connection. */
  receive(connection: Connection, text: string): void;
}

interface Pending {
  readonly outgoing: Omit<Outgoing, 'payload' | 'entry'>;
  /** JSON. */
  readonly payload: string;
  readonly entry: SentEventEntry;
  isAcked: boolean;
}

interface Envelope {
  readonly pending: Pending;
  readonly delivery: DeliveryEntry;
  readonly line: Line;
  cancelTimer: () => void;
}

/** Envelopes by id: those whose ack may still come in time, and of the newest others only their line in the record. */
interface Envelopes {
  readonly awaited: Map<string, Envelope>;
  readonly settled: Map<string, DeliveryEntry>;
}

export interface DeliveriesParts {
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  readonly recorder: Recorder;
  readonly wire: WireLog;
  readonly failing: FailingApps;
  readonly hub: () => Hub;
}

/** An ack for an envelope older than so many others is not known any more. */
const SETTLED_KEPT = 100_000;
const HOURLY = Array.from({ length: 24 }, () => 3_600_000);

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  const { clock, recorder, settings, wire } = parts;
  const envelopes: Envelopes = { awaited: new Map(), settled: new Map() };

  const attempt = (pending: Pending, number: number, previousId: string | null) => {
    if (pending.isAcked) return;
    if (!pending.outgoing.isWanted()) {
      giveUp(pending, 'unheard');
      return;
    }
    const connection = parts.hub().pick(pending.entry.appId);
    if (!connection) {
      retry(pending, number, previousId);
      return;
    }
    const repeatedId = settings().sameEnvelopeRepeats ? previousId : null;
    const delivery = newDelivery(recorder, pending, number, repeatedId, connection);
    const frame = frameOf(pending, delivery);
    const envelope: Envelope = {
      pending,
      delivery,
      line: wire.begin(lineOf(pending, connection, frame)),
      cancelTimer: () => {},
    };
    envelopes.awaited.set(delivery.envelopeId, envelope);
    connection.deliver(frame);
    envelope.cancelTimer = clock.after(settings().ackTimeoutMs, () => {
      settle(envelopes, envelope);
      wire.end(envelope.line, { outcome: 'not acked', isFailure: true });
      retry(pending, number, delivery.envelopeId);
    });
  };

  const retry = (pending: Pending, number: number, envelopeId: string | null) => {
    if (pending.outgoing.kind === 'events_api') parts.failing.count(pending.entry.appId, false);
    const { retryDelaysMs, delayedEvents } = settings();
    const delay = (delayedEvents ? [...retryDelaysMs, ...HOURLY] : retryDelaysMs)[number];
    // Only events are ever repeated.
    if (delay === undefined || pending.outgoing.kind !== 'events_api')
      giveUp(pending, envelopeId === null ? 'unheard' : 'unacked');
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
      if (ack) take(parts, connection, ack, envelopes);
      else wire.note(heard(connection, 'not an ack', text, 'frame'), 'ignored', true);
    },
  };
}

function giveUp({ entry, outgoing }: Pending, kind: 'unacked' | 'unheard'): void {
  entry.outcome = 'given-up';
  outgoing.onEnd?.({ kind });
}

function newDelivery(
  recorder: Recorder,
  pending: Pending,
  number: number,
  repeatedId: string | null,
  connection: Connection,
): DeliveryEntry {
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
  return delivery;
}

/** Records what came back; the first ack in time ends the deliveries of its payload. */
function take(
  { recorder, wire, failing }: DeliveriesParts,
  connection: Connection,
  ack: Ack,
  envelopes: Envelopes,
): void {
  const stamp = recorder.stamp();
  const { appId } = connection;
  const envelope = envelopes.awaited.get(ack.envelopeId);
  const delivery = envelope?.delivery ?? envelopes.settled.get(ack.envelopeId);
  const kind = ackKind(delivery?.appId === appId ? delivery : undefined, envelope !== undefined);
  recorder.ack({ ...stamp, envelopeId: ack.envelopeId, connectionId: connection.id, appId, kind });
  if (!envelope || kind !== 'accepted') {
    wire.note(heard(connection, `ack: ${kind}`, ack, 'ack'), kind, kind !== 'duplicate');
    return;
  }
  wire.end(envelope.line, { outcome: 'acked', isFailure: false, fromApp: ack.payload });
  if (envelope.pending.outgoing.kind === 'events_api') failing.count(appId, true);
  connection.countAck();
  envelope.cancelTimer();
  settle(envelopes, envelope);
  envelope.delivery.ackedAt = stamp.at;
  envelope.delivery.ackedN = stamp.n;
  envelope.pending.isAcked = true;
  envelope.pending.entry.outcome = 'acked';
  const { acceptsPayload = false, onEnd } = envelope.pending.outgoing;
  onEnd?.({ kind: 'acked', payload: acceptsPayload ? ack.payload : undefined });
}

function settle(envelopes: Envelopes, { delivery }: Envelope): void {
  envelopes.awaited.delete(delivery.envelopeId);
  envelopes.settled.set(delivery.envelopeId, delivery);
  if (envelopes.settled.size <= SETTLED_KEPT) return;
  for (const oldest of envelopes.settled.keys()) {
    envelopes.settled.delete(oldest);
    break;
  }
}

function lineOf({ entry, outgoing }: Pending, connection: Connection, toApp: string): NewLine {
  const { appId, team, type } = entry;
  const title = type === outgoing.kind ? type : `${outgoing.kind}: ${type}`;
  return { kind: 'envelope', appId, team, connectionId: connection.id, title, fromApp: null, toApp };
}

/** Something of the app's that is no ack in time. */
function heard(connection: Connection, title: string, fromApp: unknown, kind: NewLine['kind']): NewLine {
  const { id: connectionId, appId } = connection;
  return { kind, appId, team: null, connectionId, title, fromApp, toApp: null };
}

function frameOf(pending: Pending, delivery: DeliveryEntry): string {
  const start = `{"envelope_id":"${delivery.envelopeId}","payload":${pending.payload},"type":"${delivery.type}"`;
  const acceptsPayload = pending.outgoing.acceptsPayload ?? false;
  if (delivery.type !== 'events_api') return `${start},"accepts_response_payload":${acceptsPayload}}`;
  const reason = delivery.attempt > 0 ? 'timeout' : '';
  return `${start},"accepts_response_payload":false,"retry_attempt":${delivery.attempt},"retry_reason":"${reason}"}`;
}
