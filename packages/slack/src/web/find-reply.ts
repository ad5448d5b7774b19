import type { CallResult } from '../errors.ts';
import { asRecord, asText, asTs } from '../json.ts';
import type { Call } from './call.ts';
import { REPLY_EVENT_TYPE } from './post.ts';

/** Where a reply would be. */
export interface ReplyPlace {
  readonly channel: string;
  /** The thread's first message, when the reply is in a thread: it is in no history then. */
  readonly threadTs: string | null;
  readonly replyId: string;
  /** A `ts` from before the reply was first sent. */
  readonly sinceTs: string;
}

const PAGE_SIZE = 200;
/** A reply that lies further back than this many pages counts as not posted, and is posted again. */
const MAX_PAGES = 5;

/** Looks through the messages since `sinceTs` for the one with the reply's metadata. */
export async function findReply(
  call: Call,
  token: string,
  { channel, threadTs, replyId, sinceTs }: ReplyPlace,
): Promise<CallResult<{ readonly ts: string | null }>> {
  const [method, place] =
    threadTs === null
      ? ['conversations.history', { channel }]
      : ['conversations.replies', { channel, ts: threadTs }];
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const args = {
      ...place,
      oldest: sinceTs,
      inclusive: true,
      include_all_metadata: true,
      limit: PAGE_SIZE,
      ...(cursor === '' ? {} : { cursor }),
    };
    const result = await call(token, method, args, readPage);
    if (result.kind !== 'ok') return result;
    const found = result.messages.map(asRecord).find((message) => isReply(message, replyId));
    if (found) return { kind: 'ok', ts: asTs(found.ts) };
    if (result.cursor === '') break;
    cursor = result.cursor;
  }
  return { kind: 'ok', ts: null };
}

function readPage(
  answer: Readonly<Record<string, unknown>>,
): { readonly messages: readonly unknown[]; readonly cursor: string } | null {
  if (!Array.isArray(answer.messages)) return null;
  return {
    messages: answer.messages,
    cursor: asText(asRecord(answer.response_metadata)?.next_cursor) ?? '',
  };
}

function isReply(message: Readonly<Record<string, unknown>> | null, replyId: string): boolean {
  const metadata = asRecord(message?.metadata);
  return metadata?.event_type === REPLY_EVENT_TYPE && asRecord(metadata.event_payload)?.reply_id === replyId;
}
