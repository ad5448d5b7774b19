import { openIm, setMember } from '../conversation/places.ts';
import { isExtShared } from '../conversation/slack-connect.ts';
import type { Channel } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { flagArg, listArg, textArg } from './args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method, needScope } from './method.ts';
import { page } from './pages.ts';
import { scopeFor, visibleChannel } from './places.ts';

/** Channels and who is in them. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { token: 'team', perMinute: 50, run: info },
  'conversations.list': { token: 'team', perMinute: 20, run: list },
  'conversations.members': { token: 'team', perMinute: 100, run: members },
  'conversations.open': { token: 'team', scopes: ['im:write'], perMinute: 50, run: open },
  'conversations.join': { token: 'team', scopes: ['channels:join'], perMinute: 50, run: join },
  'conversations.leave': { token: 'team', perMinute: 50, run: leave },
};

function info(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  needScope(caller, scopeFor(channel.kind, 'read'));
  const counted = flagArg(call.args, 'include_num_members');
  const json = counted ? countedJson(caller, channel) : channelJson(caller, channel);
  return { channel: channel.kind === 'im' ? { ...json, is_open: true } : json };
}

const LIST_TYPES = { public_channel: 'channel', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

function list(call: Call): Answer {
  const caller = callerOf(call);
  const types = listArg(call.args, 'types');
  const kinds = (types.length > 0 ? types : ['public_channel']).map((type) => {
    const kind = LIST_TYPES[type as keyof typeof LIST_TYPES];
    if (!kind) throw new ApiError('invalid_types');
    needScope(caller, scopeFor(kind, 'read'));
    return kind;
  });
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

function open(call: Call): Answer {
  const caller = callerOf(call);
  const channelId = textArg(call.args, 'channel');
  if (channelId !== undefined) return { channel: { id: visibleChannel(caller, channelId).id } };
  const users = listArg(call.args, 'users');
  const [user] = users;
  if (user === undefined) throw new ApiError('users_list_not_supplied');
  if (users.length > 1) throw new ApiError('method_not_supported_for_channel_type');
  if (!caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  return { channel: { id: openIm(call.slack, caller.workspace, caller.userId, user).id } };
}

function join(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  if (channel.kind !== 'channel') throw new ApiError('method_not_supported_for_channel_type');
  if (channel.archived) throw new ApiError('is_archived');
  setMember(call.slack, caller.workspace, channel, caller.userId, true);
  return { channel: channelJson(caller, channel) };
}

function leave(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  if (channel.kind === 'im') throw new ApiError('method_not_supported_for_channel_type');
  needScope(caller, scopeFor(channel.kind, 'write'));
  setMember(call.slack, caller.workspace, channel, caller.userId, false);
  return {};
}

/** With the number of its members, which Slack tells in lists and when asked. */
function countedJson(caller: Caller, channel: Channel): Answer {
  const json = channelJson(caller, channel);
  return channel.kind === 'im' ? json : { ...json, num_members: channel.members.size };
}

function channelJson(caller: Caller, channel: Channel): Answer {
  const base = { id: channel.id, created: channel.created, is_archived: channel.archived };
  if (channel.kind === 'im') {
    const other = [...channel.members].find((member) => member !== caller.userId);
    return { ...base, is_im: true, user: other ?? caller.userId };
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_general: channel.name === 'general' && channel.workspaces[0] === caller.workspace,
    is_member: channel.members.has(caller.userId),
    creator: channel.creator,
    context_team_id: caller.workspace.id,
    ...sharingOf(channel),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

/** Who else has the channel (https://docs.slack.dev/reference/objects/conversation-object). */
function sharingOf(channel: Channel): Answer {
  const { workspaces } = channel;
  const isExternal = isExtShared(channel);
  const flags = {
    is_shared: workspaces.length > 1,
    is_ext_shared: isExternal,
    is_org_shared: workspaces.length > 1 && !isExternal,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: workspaces.map(({ id }) => id),
  };
  // The caller's own is among the connected ones.
  return isExternal ? { ...flags, connected_team_ids: flags.shared_team_ids } : flags;
}
