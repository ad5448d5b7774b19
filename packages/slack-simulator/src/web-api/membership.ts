import { setMember } from '../conversation/places.ts';
import type { Channel } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { flagArg, listArg, textArg } from './args.ts';
import { channelJson } from './channel-json.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { needWriteScope, ownChannel, visibleChannel } from './places.ts';

/** Coming into channels and leaving them (https://docs.slack.dev/reference/methods/conversations.invite and so on). */
export const membershipMethods: Readonly<Record<string, Method>> = {
  'conversations.join': { token: 'team', scopes: ['channels:join'], perMinute: 50, run: join },
  'conversations.leave': { token: 'team', perMinute: 50, run: leave },
  'conversations.invite': { token: 'team', perMinute: 50, run: invite },
  'conversations.kick': { token: 'team', perMinute: 50, run: kick },
};

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
  needWriteScope(caller, channel.kind);
  if (channel.name === 'general') throw new ApiError('cant_leave_general');
  if (!channel.members.has(caller.userId)) return { not_in_channel: true };
  setMember(call.slack, caller.workspace, channel, caller.userId, false);
  return {};
}

function invite(call: Call): Answer {
  const caller = callerOf(call);
  const channel = roomOf(call, caller, 'invites');
  const users = listArg(call.args, 'users');
  if (users.length === 0) throw new ApiError('no_user');
  const errors = users.flatMap((user) => {
    const error = inviteError(caller, channel, user);
    return error === null ? [] : [{ user, ok: false, error }];
  });
  const [first] = errors;
  // Without `force` it is all or nobody; with it, one must be left to come.
  const isRefused = first && (!flagArg(call.args, 'force') || errors.length === users.length);
  if (isRefused) throw new ApiError(first.error, { errors });
  const wrong = new Set(errors.map(({ user }) => user));
  for (const user of users) {
    if (!wrong.has(user)) setMember(call.slack, caller.workspace, channel, user, true, caller.userId);
  }
  return { channel: channelJson(caller, channel), ...(errors.length > 0 ? { errors } : {}) };
}

function inviteError({ workspace, userId }: Caller, channel: Channel, user: string): string | null {
  if (user === userId) return 'cant_invite_self';
  if (!workspace.users.has(user)) return 'user_not_found';
  return channel.members.has(user) ? 'already_in_channel' : null;
}

function kick(call: Call): Answer {
  const caller = callerOf(call);
  const channel = roomOf(call, caller);
  const user = textArg(call.args, 'user');
  if (user === undefined || !caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  if (user === caller.userId) throw new ApiError('cant_kick_self');
  if (channel.name === 'general') throw new ApiError('cant_kick_from_general');
  if (!channel.members.has(user)) throw new ApiError('not_in_channel');
  setMember(call.slack, caller.workspace, channel, user, false, caller.userId);
  return {};
}

/** A channel whose members may change, and that the caller is in. */
function roomOf(call: Call, caller: Caller, part?: 'invites'): Channel {
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  if (channel.kind === 'im' || channel.kind === 'mpim')
    throw new ApiError('method_not_supported_for_channel_type');
  needWriteScope(caller, channel.kind, part);
  return ownChannel(caller, channel.id);
}
