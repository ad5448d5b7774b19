import type { SimCall, SimRecord, SimSentEvent } from '@muster/slack-simulator/control';
import { grouped } from './grouped.ts';

/** What people write: a word that stands in no other command. */
export const WORD = /word\d{6,}x/;

/** A message that took effect at Slack, whatever its sender was told. */
export interface Post {
  readonly text: string;
  readonly team: string | null;
  readonly appId: string | null;
  readonly channel: string | null;
}

/** The first ack of an event. A late one says as well that the command was stored; only an accepted one ends retries. */
export interface Ack {
  readonly n: number;
  readonly isAccepted: boolean;
}

/** Names a message in all of Slack. */
export function keyOf(team: string, channel: string | null, ts: string | null): string {
  return `${team} ${channel} ${ts}`;
}

/** People's own messages, by the message. */
export function readEvents(events: readonly SimSentEvent[]): Map<string, SimSentEvent> {
  return new Map(
    events
      .filter(({ own, editedTs, type }) => !own && editedTs === null && type === 'message')
      .map((event) => [keyOf(event.team, event.channel, event.ts), event]),
  );
}

/** By the word they repeat; what repeats none stands under ''. Posts whose answer was lost count as well. */
export function readPosts(calls: readonly SimCall[]): Map<string, Post[]> {
  return grouped(
    calls.filter(({ method, doneN }) => /^chat\.post/.test(method) && doneN !== null),
    ({ args, team, appId, channel }) => {
      const text = String(args.text);
      return [WORD.exec(text)?.[0] ?? '', { text, team, appId, channel }];
    },
  );
}

/** By `event_id`. */
export function firstAcks({ deliveries, acks }: Pick<SimRecord, 'deliveries' | 'acks'>): Map<string, Ack> {
  const eventOf = new Map(deliveries.map(({ envelopeId, eventId }) => [envelopeId, eventId]));
  const first = new Map<string, Ack>();
  for (const { envelopeId, n, kind } of acks) {
    const eventId = eventOf.get(envelopeId);
    if (!eventId || kind === 'unknown') continue;
    const known = first.get(eventId);
    first.set(eventId, {
      n: Math.min(n, known?.n ?? n),
      isAccepted: kind === 'accepted' || (known?.isAccepted ?? false),
    });
  }
  return first;
}
