import type { SimAck } from '../control/record.ts';
import type { DeliveryEntry } from '../record/recorder.ts';

/** What comes back for an envelope. */
export interface Ack {
  readonly envelopeId: string;
  readonly payload: unknown;
}

/** Null for a frame that is no ack. */
export function readAck(text: string): Ack | null {
  try {
    const frame = JSON.parse(text) as { envelope_id?: unknown; payload?: unknown } | null;
    return typeof frame?.envelope_id === 'string'
      ? { envelopeId: frame.envelope_id, payload: frame.payload }
      : null;
  } catch {
    return null;
  }
}

/** `delivery`: absent when the envelope is not the app's, or never was. */
export function ackKind(delivery: DeliveryEntry | undefined, isAwaited: boolean): SimAck['kind'] {
  if (!delivery) return 'unknown';
  if (isAwaited) return 'accepted';
  return delivery.ackedN === null ? 'late' : 'duplicate';
}
