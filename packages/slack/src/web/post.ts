import type { CallResult } from '../errors.ts';
import { asText, asTs } from '../json.ts';
import type { Call } from './call.ts';

export interface OutgoingMessage {
  readonly channel: string;
  readonly threadTs: string | null;
  /** Set: shown to this person only, and found in no history. */
  readonly userId: string | null;
  /** Escaped mrkdwn, for where blocks are not shown. */
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** By which `findReply` knows the message again. */
  readonly replyId: string;
  readonly key: string;
}

/** The type of the metadata that every posted reply carries. */
export const REPLY_EVENT_TYPE = 'muster_reply';

/** Posts a message, once. */
export function post(
  call: Call,
  token: string,
  message: OutgoingMessage,
): Promise<CallResult<{ readonly ts: string }>> {
  const { channel, threadTs, userId, text, blocks, replyId, key } = message;
  const content = {
    channel,
    text,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
  };
  if (userId !== null)
    return call(token, 'chat.postEphemeral', { ...content, user: userId }, (answer) => {
      const ts = asText(answer.message_ts);
      return ts === null ? null : { ts };
    });
  const metadata = { event_type: REPLY_EVENT_TYPE, event_payload: { reply_id: replyId, key } };
  // Previews of links in a plan would change the message again, for nobody's use.
  const shown = { ...content, metadata, unfurl_links: false, unfurl_media: false };
  return call(token, 'chat.postMessage', shown, (answer) => {
    const ts = asTs(answer.ts);
    return ts === null ? null : { ts };
  });
}
