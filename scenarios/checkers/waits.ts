import type { SimRecord } from '@muster/slack-simulator/control';
import { WORD } from './read-slack.ts';

/** How long people waited with one app, in milliseconds: from Slack's event to its first ack in time. */
export interface AckWait {
  readonly appId: string;
  readonly sentAt: number;
  readonly waitedMs: number;
}

/** Of every message of a person that was acked in time, however often it had to be delivered. */
export function ackWaits({ events, deliveries }: Pick<SimRecord, 'events' | 'deliveries'>): AckWait[] {
  const ackedAt = new Map<string, number>();
  for (const { eventId, ackedAt: at } of deliveries)
    if (at !== null) ackedAt.set(eventId, Math.min(at, ackedAt.get(eventId) ?? Number.POSITIVE_INFINITY));
  return events.flatMap(({ own, eventId, appId, at, sentAt }) => {
    const acked = ackedAt.get(eventId);
    return own || acked === undefined ? [] : [{ appId, sentAt, waitedMs: acked - at }];
  });
}

/** From each message of a person to the first message that answers it, by the word that both have; those answered. */
export function replyWaits({ events, calls }: Pick<SimRecord, 'events' | 'calls'>): number[] {
  const answeredAt = new Map<string, number>();
  for (const { method, doneAt, args } of calls) {
    const word = WORD.exec(String(args.text))?.[0];
    if (doneAt === null || word === undefined || !method.startsWith('chat.post')) continue;
    answeredAt.set(word, Math.min(doneAt, answeredAt.get(word) ?? Number.POSITIVE_INFINITY));
  }
  return events.flatMap(({ own, text, at }) => {
    const answered = answeredAt.get(WORD.exec(text ?? '')?.[0] ?? '');
    return own || answered === undefined ? [] : [answered - at];
  });
}
