import type { SimRecord } from '@muster/slack-simulator/control';
import { WORD } from './read-slack.ts';

/** How long somebody waited, in milliseconds; `sentAt`: since when, in milliseconds since 1970. */
export interface Wait {
  readonly appId: string;
  readonly sentAt: number;
  readonly waitedMs: number;
}

/** From each message of a person to its first ack in time, however often it had to be delivered; those acked. */
export function ackWaits({ events, deliveries }: Pick<SimRecord, 'events' | 'deliveries'>): Wait[] {
  const ackedAt = new Map<string, number>();
  for (const { eventId, ackedAt: at } of deliveries)
    if (at !== null) ackedAt.set(eventId, Math.min(at, ackedAt.get(eventId) ?? Number.POSITIVE_INFINITY));
  return events.flatMap(({ own, type, eventId, appId, at, sentAt }) => {
    const acked = ackedAt.get(eventId);
    return own || type !== 'message' || acked === undefined ? [] : [{ appId, sentAt, waitedMs: acked - at }];
  });
}

/** From each message of a person to the first message that answers it, by the word that both have; those answered. */
export function replyWaits({ events, calls }: Pick<SimRecord, 'events' | 'calls'>): Wait[] {
  const answeredAt = new Map<string, number>();
  for (const { method, doneAt, args } of calls) {
    const word = WORD.exec(String(args.text))?.[0];
    if (doneAt === null || word === undefined || !method.startsWith('chat.post')) continue;
    answeredAt.set(word, Math.min(doneAt, answeredAt.get(word) ?? Number.POSITIVE_INFINITY));
  }
  return events.flatMap(({ own, text, appId, at, sentAt }) => {
    const answered = answeredAt.get(WORD.exec(text ?? '')?.[0] ?? '');
    return own || answered === undefined ? [] : [{ appId, sentAt, waitedMs: answered - at }];
  });
}
