import { changeView, viewOf } from '../conversation/change-channel.ts';
import { addChannel, findIm, openIm } from '../conversation/places.ts';
import type { Channel } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { flagArg, listArg, textArg } from './args.ts';
import { channelJson } from './channel-json.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { needWriteScope, visibleChannel } from './places.ts';

/** Direct messages of two and of several (https://docs.slack.dev/reference/methods/conversations.open). */
export const directMessageMethods: Readonly<Record<string, Method>> = {
  'conversations.open': { token: 'team', perMinute: 50, run: open },
  'conversations.close': { token: 'team', perMinute: 20, run: close },
};

function open(call: Call): Answer {
  const caller = callerOf(call);
  const found = foundChannel(call, caller);
  const channel = found ?? newChannel(call, caller);
  const isOpen = found !== null && viewOf(found, caller.userId).open;
  if (!isOpen && found !== null)
    changeView(call.slack, { workspace: caller.workspace, channel }, caller.userId, { open: true });
  const json = flagArg(call.args, 'return_im')
    ? { ...channelJson(caller, channel), is_open: true }
    : { id: channel.id };
  return { ...(isOpen ? { no_op: true, already_open: true } : {}), channel: json };
}

function close(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  demandDirect(channel);
  needWriteScope(caller, channel.kind);
  if (!viewOf(channel, caller.userId).open) return { no_op: true, already_closed: true };
  changeView(call.slack, { workspace: caller.workspace, channel }, caller.userId, { open: false });
  return {};
}

/** The conversation that is there already: the one that was named, or that of the same people. */
function foundChannel(call: Call, caller: Caller): Channel | null {
  const id = textArg(call.args, 'channel');
  if (id !== undefined) {
    const channel = visibleChannel(caller, id);
    demandDirect(channel);
    needWriteScope(caller, channel.kind);
    return channel;
  }
  const others = othersOf(call, caller);
  const [other = caller.userId] = others;
  if (others.length < 2) return findIm(caller.workspace, caller.userId, other);
  const everyone = [caller.userId, ...others];
  const isTheirs = ({ kind, members }: Channel) =>
    kind === 'mpim' && members.size === everyone.length && everyone.every((user) => members.has(user));
  return [...caller.workspace.channels.values()].find(isTheirs) ?? null;
}

function newChannel(call: Call, caller: Caller): Channel {
  const { workspace, userId } = caller;
  const others = othersOf(call, caller);
  if (flagArg(call.args, 'prevent_creation')) throw new ApiError('channel_not_found');
  const [other = userId] = others;
  if (others.length < 2) return openIm(call.slack, workspace, userId, other);
  const members = [userId, ...others];
  const names = members.map((member) => workspace.users.get(member)?.name ?? member);
  const name = `mpdm-${names.join('--')}-1`;
  return addChannel(call.slack, workspace, { name, kind: 'mpim', creator: userId, members });
}

const MAX_OTHERS = 8;

/** Whom the caller wants to talk with. */
function othersOf(call: Call, caller: Caller): readonly string[] {
  const given = listArg(call.args, 'users');
  if (given.length === 0) throw new ApiError('users_list_not_supplied');
  const others = [...new Set(given)].filter((user) => user !== caller.userId);
  if (others.length > MAX_OTHERS) throw new ApiError('too_many_users');
  needWriteScope(caller, others.length > 1 ? 'mpim' : 'im');
  if (others.some((user) => !caller.workspace.users.has(user))) throw new ApiError('user_not_found');
  return others;
}

function demandDirect({ kind }: Channel): void {
  if (kind !== 'im' && kind !== 'mpim') throw new ApiError('method_not_supported_for_channel_type');
}
