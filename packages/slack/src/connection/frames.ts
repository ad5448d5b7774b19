import { asId, asRecord, asText } from '../json.ts';

/** A text frame of Socket Mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
export type Frame =
  | {
      readonly kind: 'hello';
      /** How many connections of the app Slack counts, this one included; null when it does not say. */
      readonly numConnections: number | null;
      readonly appId: string | null;
      /** Slack's machine at the other end, for people who look for a fault. */
      readonly host: string | null;
      /** For how long Slack expects to keep the connection. */
      readonly lifetimeMs: number;
    }
  | { readonly kind: 'disconnect'; readonly reason: string }
  | {
      readonly kind: 'envelope';
      readonly envelopeId: string;
      /** `events_api`, `slash_commands`, `interactive`, or anything else. */
      readonly type: string;
      readonly payload: unknown;
      readonly acceptsResponsePayload: boolean;
      /** 0 at first; a repeated delivery may say 0 as well. */
      readonly retryAttempt: number;
    }
  /** Nothing that can be answered. */
  | { readonly kind: 'garbage' };

export type Hello = Extract<Frame, { kind: 'hello' }>;

/** Reads a frame. Pure; takes anything and never throws. */
export function readFrame(data: unknown): Frame {
  const frame = asRecord(parse(data));
  if (!frame) return GARBAGE;
  // Only sent back, so that it may be anything.
  const envelopeId = asText(frame.envelope_id);
  if (envelopeId !== null)
    return {
      kind: 'envelope',
      envelopeId,
      type: asId(frame.type) ?? '',
      payload: frame.payload,
      acceptsResponsePayload: frame.accepts_response_payload === true,
      retryAttempt: asCount(frame.retry_attempt) ?? 0,
    };
  if (frame.type === 'hello') return readHello(frame);
  if (frame.type === 'disconnect')
    return { kind: 'disconnect', reason: asText(frame.reason)?.slice(0, 100) ?? '' };
  return GARBAGE;
}

const GARBAGE: Frame = { kind: 'garbage' };

/** What the documentation promises at least, for a Slack that does not say. */
const DEFAULT_LIFETIME_S = 3_600;
const MIN_LIFETIME_S = 1;
const MAX_LIFETIME_S = 24 * 3_600;

function readHello(frame: Readonly<Record<string, unknown>>): Hello {
  const debug = asRecord(frame.debug_info);
  const lifetimeS = asCount(debug?.approximate_connection_time) ?? DEFAULT_LIFETIME_S;
  return {
    kind: 'hello',
    numConnections: asCount(frame.num_connections),
    appId: asId(asRecord(frame.connection_info)?.app_id),
    host: asId(debug?.host),
    lifetimeMs: Math.min(Math.max(lifetimeS, MIN_LIFETIME_S), MAX_LIFETIME_S) * 1_000,
  };
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
