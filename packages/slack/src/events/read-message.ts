import { asId, asRecord, asTs, tsToMs } from '../json.ts';
import type { Addressed, SlackEvent } from './slack-event.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Subtypes under which a person speaks. https://docs.slack.dev/reference/events/message#subtypes */
const SPOKEN: ReadonlySet<unknown> = new Set([
  undefined,
  null,
  '',
  'file_share',
  'thread_broadcast',
  'me_message',
]);

/** A message as it is first heard: `message`, or `app_mention` as well. */
export function readNewMessage(event: Fields, address: Addressed): SlackEvent {
  const author = readAuthor(event);
  if (author.kind !== 'person') return author;
  const ts = asTs(event.ts);
  const where = readWhere(event);
  if (!ts || !where) return malformed('message without channel or ts');
  return {
    kind: 'message',
    ...address,
    ...where,
    userId: author.userId,
    text: readText(event),
    ts,
    threadTs: asTs(event.thread_ts),
    version: '',
    sentMs: tsToMs(ts),
  };
}

/** A message whose content changed: by its author, or because Slack added a preview of a link. */
export function readChangedMessage(event: Fields, address: Addressed): SlackEvent {
  const message = asRecord(event.message);
  if (!message) return malformed('message_changed without a message');
  const author = readAuthor(message);
  if (author.kind !== 'person') return author;
  const ts = asTs(message.ts);
  const where = readWhere(event);
  // Without the time of the edit this would pass for the original under the inbox's second key.
  const changedTs = asTs(event.event_ts) ?? asTs(event.ts);
  const version = asTs(asRecord(message.edited)?.ts) ?? changedTs;
  if (!ts || !where || !version) return malformed('message_changed without channel or ts');
  const previous = asRecord(event.previous_message);
  const text = readText(message);
  const previousText = previous ? readText(previous) : '';
  if (previous && text === previousText) return { kind: 'ignored', reason: 'unchanged-text' };
  return {
    kind: 'edit',
    ...address,
    ...where,
    userId: author.userId,
    text,
    previousText,
    ts,
    threadTs: asTs(message.thread_ts),
    version,
    previousVersion: asTs(asRecord(previous?.edited)?.ts) ?? '',
    // Slack cuts `edited.ts` to whole seconds: by it, an edit would go before what was said in the same second.
    sentMs: tsToMs(changedTs ?? version),
  };
}

export function readDeletedMessage(event: Fields, address: Addressed): SlackEvent {
  const channel = asId(event.channel);
  const ts = asTs(event.deleted_ts);
  if (!channel || !ts) return malformed('message_deleted without channel or ts');
  return { kind: 'deleted', ...address, channel, ts };
}

/** Who speaks. Bots do not, our own included: two bots that answer each other never stop. */
function readAuthor(
  message: Fields,
): { readonly kind: 'person'; readonly userId: string } | Extract<SlackEvent, { kind: 'ignored' }> {
  if (isPresent(message.bot_id) || isPresent(message.bot_profile) || message.subtype === 'bot_message')
    return { kind: 'ignored', reason: 'bot' };
  if (!SPOKEN.has(message.subtype)) return { kind: 'ignored', reason: 'other-subtype' };
  const userId = asId(message.user);
  if (!userId) return { kind: 'ignored', reason: 'no-user' };
  if (userId === 'USLACKBOT') return { kind: 'ignored', reason: 'bot' };
  return { kind: 'person', userId };
}

function readWhere(event: Fields) {
  const channel = asId(event.channel);
  if (!channel) return null;
  const channelType = asId(event.channel_type);
  // Ids of direct messages start with D; the type itself is left out of some events.
  const isDirect = channelType === 'im' || (channelType === null && channel.startsWith('D'));
  return { channel, channelType, isDirect };
}

function readText(message: Fields): string {
  return typeof message.text === 'string' ? message.text : '';
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function malformed(reason: string): SlackEvent {
  return { kind: 'malformed', reason };
}
