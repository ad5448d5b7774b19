import type { SimChannelKind } from '../control/state.ts';
import { viewOf } from '../conversation/change-channel.ts';
import { ApiError } from './api-error.ts';
import { flagArg, listArg, textArg } from './args.ts';
import { channelJson, countedJson } from './channel-json.ts';
import { type Answer, type Call, type Caller, callerOf, type Method, needScope } from './method.ts';
import { page } from './pages.ts';
import { scopeFor, visibleChannel } from './places.ts';

/** Channels and who is in them. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { token: 'team', perMinute: 50, run: info },
  'conversations.list': { token: 'team', perMinute: 20, run: list },
  'conversations.members': { token: 'team', perMinute: 100, run: members },
};

function info(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  needScope(caller, scopeFor(channel.kind, 'read'));
  const counted = flagArg(call.args, 'include_num_members');
  const json = counted ? countedJson(caller, channel) : channelJson(caller, channel);
  const { lastRead, open } = viewOf(channel, caller.userId);
  const isMember = channel.members.has(caller.userId);
  const read = isMember ? { last_read: lastRead } : {};
  return { channel: { ...json, ...read, ...(channel.kind === 'im' ? { is_open: open } : {}) } };
}

const LIST_TYPES = { public_channel: 'channel', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

/** The kinds of channels that a list is asked for. Refuses those that the caller may not read. */
export function kindsArg(call: Call, caller: Caller): readonly SimChannelKind[] {
  const types = listArg(call.args, 'types');
  return (types.length > 0 ? types : ['public_channel']).map((type) => {
    const kind = LIST_TYPES[type as keyof typeof LIST_TYPES];
    if (!kind) throw new ApiError('invalid_types');
    needScope(caller, scopeFor(kind, 'read'));
    return kind;
  });
}

function list(call: Call): Answer {
  const caller = callerOf(call);
  const kinds = kindsArg(call, caller);
  const channels = [...caller.workspace.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      (channel.kind === 'channel' || channel.members.has(caller.userId)) &&
      !(channel.archived && flagArg(call.args, 'exclude_archived')),
  );
  const { items, next } = page(call.args, channels, 100);
  return {
    channels: items.map((channel) => countedJson(caller, channel)),
    response_metadata: { next_cursor: next },
  };
}

function members(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  needScope(caller, scopeFor(channel.kind, 'read'));
  const { items, next } = page(call.args, [...channel.members], 100);
  return { members: items, response_metadata: { next_cursor: next } };
}
