import type { SimChannelKind } from '../control/state.ts';
import { openIm } from '../conversation/places.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { type Caller, needScope } from './method.ts';

/** The scopes that concern a kind of channel are named after this. */
const SCOPE_FAMILY: Readonly<Record<SimChannelKind, string>> = {
  channel: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** Of each kind of channel, the scope with this verb: `channels:history`. */
export function scopeFor(kind: SimChannelKind, verb: 'history' | 'read' | 'write'): string {
  return `${SCOPE_FAMILY[kind]}:${verb}`;
}

/**
 * Refuses unless the caller may change conversations of this kind. Bots have `channels:manage` for public ones, people
 * `channels:write`, which Slack takes of bots too. `part`: a narrower scope that will do, such as `topic`.
 */
export function needWriteScope(caller: Caller, kind: SimChannelKind, part?: 'topic' | 'invites'): void {
  const write = scopeFor(kind, 'write');
  const narrow = part === undefined ? [] : [`${write}.${part}`];
  const isBot = caller.token.kind === 'bot';
  if (kind === 'channel' && isBot) needScope(caller, 'channels:manage', write, ...narrow);
  else needScope(caller, write, ...narrow);
}

/** The channel of the call's arguments, which the caller must be in and nobody has archived. */
export function ownChannel(caller: Caller, id: string | undefined): Channel {
  const channel = visibleChannel(caller, id);
  if (!channel.members.has(caller.userId)) throw new ApiError('not_in_channel');
  if (channel.archived) throw new ApiError('is_archived');
  return channel;
}

/** A channel as the caller may know of it: private ones and direct messages only from inside. */
export function visibleChannel(caller: Caller, id: string | undefined): Channel {
  const channel = id === undefined ? undefined : caller.workspace.channels.get(id);
  if (!channel) throw new ApiError('channel_not_found');
  if (channel.kind !== 'channel' && !channel.members.has(caller.userId))
    throw new ApiError('channel_not_found');
  return channel;
}

/** Where a message goes: a channel's id or name, or a person's id for their direct message. */
export function targetChannel(slack: Slack, caller: Caller, target: string | undefined): Channel {
  const { workspace, userId } = caller;
  const user = target === undefined ? undefined : workspace.users.get(target);
  if (user && user.id !== userId) return openIm(slack, workspace, userId, user.id);
  const name = target?.replace(/^#/, '');
  const named = [...(target && !workspace.channels.has(target) ? workspace.channels.values() : [])].find(
    (channel) => channel.name !== '' && channel.name === name,
  );
  return visibleChannel(caller, named?.id ?? target);
}

/** Refuses to write where the caller may not. */
export function needMembership(caller: Caller, channel: Channel): void {
  if (channel.archived) throw new ApiError('is_archived');
  if (channel.members.has(caller.userId)) return;
  if (channel.kind === 'channel' && caller.scopes.includes('chat:write.public')) return;
  throw new ApiError('not_in_channel');
}

/** A message that is still there, by its `ts`. */
export function messageAt(channel: Channel, ts: string | undefined, error = 'message_not_found'): Message {
  const message = ts === undefined ? undefined : channel.byTs.get(ts);
  if (message?.state !== 'there' || message.ephemeralUser) throw new ApiError(error);
  return message;
}
