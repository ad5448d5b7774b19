/**
 * What happened, as an independent checker needs it: `GET /_sim/record?since=&limit=`.
 *
 * `n` is one sequence over everything below; what has the smaller `n` happened first. `at` is in milliseconds
 * with fractions on a monotonic clock whose zero is the simulator's start (real time, never scaled). So "A was
 * acked before B was sent" is `deliveryOfA.ackedN < eventB.n`. The record is kept in memory, not in the journal.
 */
export interface SimRecord {
  /** One per event and app, in the order in which they were made. */
  readonly events: readonly SimSentEvent[];
  /** One per frame that went out, in order. */
  readonly deliveries: readonly SimDelivery[];
  /** Everything that came back over the sockets with an `envelope_id`, also late, repeated and unknown. */
  readonly acks: readonly SimAck[];
  /** One per Web API call, in the order of arrival. */
  readonly calls: readonly SimCall[];
  /** One per connection that was admitted, in that order. */
  readonly connections: readonly SimConnectionLife[];
  /** Pass as `since` for the following page; null when this page reaches the end. */
  readonly next: number | null;
  /** Entries up to this `n` may be missing: only the newest million of each kind is kept. 0: nothing is missing. */
  readonly forgotten: number;
  /** The highest `n` given out so far. */
  readonly last: number;
}

export interface SimSentEvent {
  readonly n: number;
  readonly at: number;
  /** The same moment, milliseconds since 1970. */
  readonly sentAt: number;
  /** `event_id`; for slash commands and interactive payloads the `trigger_id`. */
  readonly eventId: string;
  readonly appId: string;
  readonly team: string;
  /** The inner event's type, such as `message` or `app_mention`; `slash_commands`, `interactive`. */
  readonly type: string;
  readonly subtype: string | null;
  readonly channel: string | null;
  readonly channelType: string | null;
  readonly user: string | null;
  /** `ts` of the message it is about: for edits and deletions the changed message's. */
  readonly ts: string | null;
  readonly threadTs: string | null;
  readonly editedTs: string | null;
  /** As delivered: escaped. */
  readonly text: string | null;
  /** Sent by the app itself: the echo of its own message. */
  readonly own: boolean;
  /** `pending`: awaits an ack or a retry; `given-up`: the last retry passed. */
  readonly outcome: 'pending' | 'acked' | 'given-up';
}

export interface SimDelivery {
  readonly n: number;
  readonly at: number;
  readonly envelopeId: string;
  readonly eventId: string;
  readonly appId: string;
  readonly team: string;
  readonly connectionId: string;
  /** As in `retry_attempt`: 0 is the first. */
  readonly attempt: number;
  /** The envelope's type: `events_api`, `slash_commands`, `interactive`. */
  readonly type: string;
  /** When its ack arrived in time, and that ack's `n`. */
  readonly ackedAt: number | null;
  readonly ackedN: number | null;
}

export interface SimAck {
  readonly n: number;
  readonly at: number;
  readonly envelopeId: string;
  readonly connectionId: string;
  readonly appId: string;
  readonly kind: 'accepted' | 'late' | 'duplicate' | 'unknown';
}

/** A connection from its admission to its end. What has not happened yet is null. */
export interface SimConnectionLife {
  /** When it was admitted and began to count. */
  readonly n: number;
  readonly at: number;
  readonly connectionId: string;
  readonly appId: string;
  /** When it was greeted: payloads come here from now on. */
  readonly openedN: number | null;
  readonly openedAt: number | null;
  /** When it was asked to go, went silent, or ended: whichever came first. Until then it was open. */
  readonly leftN: number | null;
  readonly leftAt: number | null;
  /** When it did not count any more. */
  readonly endedN: number | null;
  readonly endedAt: number | null;
}

export interface SimCall {
  /** Arrival. */
  readonly n: number;
  readonly at: number;
  readonly method: string;
  /** Null when the token said nothing about them. */
  readonly team: string | null;
  readonly appId: string | null;
  /** As they came (form values are text); tokens, codes and secrets are left out. */
  readonly args: Readonly<Record<string, unknown>>;
  /** When the call took effect, if it did; also when the answer then failed. */
  readonly doneN: number | null;
  readonly doneAt: number | null;
  /** When the answer went out; null while it has not. */
  readonly answeredN: number | null;
  readonly answeredAt: number | null;
  readonly httpStatus: number | null;
  readonly ok: boolean | null;
  readonly error: string | null;
  /** Of the message that it posted, changed or deleted. */
  readonly ts: string | null;
  readonly channel: string | null;
  /** The injected fault, if one hit it. */
  readonly fault: string | null;
}
