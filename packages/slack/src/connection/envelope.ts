/** What Slack sends over a connection and wants acked within 3 s. */
export interface Envelope {
  readonly envelopeId: string;
  /** `events_api`, `slash_commands`, `interactive`, or anything else that Slack may invent. */
  readonly type: string;
  /** Unread. */
  readonly payload: unknown;
  /** Whether the ack's payload counts. */
  readonly acceptsResponsePayload: boolean;
  /** 0 at first; a repeated delivery may say 0 as well. */
  readonly retryAttempt: number;
  /**
   * Acks on the connection that the envelope came over. False, and no harm done, when that is closed: Slack then
   * delivers an event again. The payload is left out where Slack does not accept one.
   */
  ack(payload?: object): boolean;
}
