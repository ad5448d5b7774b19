import { messageJson } from '../conversation/message-json.ts';
import { pinsIn } from '../conversation/pin.ts';
import type { Channel, Message } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { type Args, flagArg, limitArg, textArg } from './args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method, needScope } from './method.ts';
import { scopeFor, visibleChannel } from './places.ts';

/** Reading what was said. */
export const historyMethods: Readonly<Record<string, Method>> = {
  'conversations.history': { token: 'team', perMinute: 50, run: history },
  'conversations.replies': { token: 'team', perMinute: 50, run: replies },
};

function history(call: Call): Answer {
  const caller = callerOf(call);
  const channel = readableChannel(caller, call.args);
  const range = rangeOf(call.args);
  // Newest first, as Slack gives it.
  const found = collect(channel.messages, range, limitArg(call.args, 100, 999), 'newest');
  return {
    messages: found.messages.map((message) => json(caller, channel, message, call.args)),
    pin_count: pinsIn(channel).length,
    ...pageEnd(found),
  };
}

function replies(call: Call): Answer {
  const caller = callerOf(call);
  const channel = readableChannel(caller, call.args);
  const asked = channel.byTs.get(textArg(call.args, 'ts') ?? '');
  const parent = asked?.threadTs ? channel.byTs.get(asked.threadTs) : asked;
  const thread = channel.threads.get(parent?.ts ?? textArg(call.args, 'ts') ?? '') ?? [];
  const isThere = parent !== undefined && parent.state !== 'deleted' && !parent.ephemeralUser;
  if (!isThere && thread.length === 0) throw new ApiError('thread_not_found');
  const found = collect(thread, rangeOf(call.args), limitArg(call.args, 1_000, 1_000), 'oldest');
  // The parent heads every page, whatever the range.
  const messages = isThere && parent ? [parent, ...found.messages] : found.messages;
  return {
    messages: messages.map((message) => json(caller, channel, message, call.args)),
    ...pageEnd(found),
  };
}

function readableChannel(caller: Caller, args: Args): Channel {
  const channel = visibleChannel(caller, textArg(args, 'channel'));
  needScope(caller, scopeFor(channel.kind, 'history'));
  if (!channel.members.has(caller.userId)) throw new ApiError('not_in_channel');
  return channel;
}

function json(caller: Caller, channel: Channel, message: Message, args: Args) {
  return messageJson(caller.workspace, channel, message, flagArg(args, 'include_all_metadata'));
}

interface Range {
  isIn(ts: string): boolean;
  /** A lower end, for stopping early. */
  isBefore(ts: string): boolean;
}

/** `oldest`, `latest`, `inclusive`, and the cursor, which goes on from the last message of the page before. */
function rangeOf(args: Args): Range {
  const oldest = Number(textArg(args, 'oldest') ?? 0);
  const latest = Number(textArg(args, 'latest') ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(oldest)) throw new ApiError('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new ApiError('invalid_ts_latest');
  const isInclusive = flagArg(args, 'inclusive');
  const cursor = readCursor(textArg(args, 'cursor'));
  return {
    isIn: (ts) => {
      const at = Number(ts);
      if (cursor && (cursor.towards === 'older' ? at >= cursor.ts : at <= cursor.ts)) return false;
      if (isInclusive) return at >= oldest && at <= latest;
      return at > oldest && at < latest;
    },
    isBefore: (ts) => Number(ts) < oldest,
  };
}

interface Page {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  readonly end: 'newest' | 'oldest';
}

function collect(list: readonly Message[], range: Range, limit: number, end: Page['end']): Page {
  const messages: Message[] = [];
  const step = end === 'newest' ? -1 : 1;
  for (let at = end === 'newest' ? list.length - 1 : 0; at >= 0 && at < list.length; at += step) {
    const message = list[at];
    if (!message || (end === 'newest' && range.isBefore(message.ts))) break;
    if (message.state === 'deleted' || !range.isIn(message.ts)) continue;
    if (messages.length === limit) return { messages, hasMore: true, end };
    messages.push(message);
  }
  return { messages, hasMore: false, end };
}

function pageEnd({ messages, hasMore, end }: Page): Answer {
  const last = messages.at(-1);
  if (!hasMore || !last) return { has_more: false };
  const cursor = Buffer.from(`${end === 'newest' ? 'older' : 'newer'}:${last.ts}`).toString('base64');
  return { has_more: true, response_metadata: { next_cursor: cursor } };
}

function readCursor(cursor: string | undefined): { towards: string; ts: number } | null {
  if (cursor === undefined) return null;
  const [towards = '', ts] = Buffer.from(cursor, 'base64').toString().split(':');
  if (!['older', 'newer'].includes(towards) || Number.isNaN(Number(ts))) throw new ApiError('invalid_cursor');
  return { towards, ts: Number(ts) };
}
