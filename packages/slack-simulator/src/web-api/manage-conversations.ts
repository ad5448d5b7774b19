import { changeView, rename, setArchived, setHeading } from '../conversation/change-channel.ts';
import { addChannel } from '../conversation/places.ts';
import type { Place } from '../conversation/post.ts';
import { slackText } from '../text/slack-text.ts';
import { ApiError } from './api-error.ts';
import { type Args, flagArg, textArg } from './args.ts';
import { channelJson } from './channel-json.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { needWriteScope, ownChannel, visibleChannel } from './places.ts';

/** Making channels and changing them (https://docs.slack.dev/reference/methods/conversations.create and so on). */
export const manageMethods: Readonly<Record<string, Method>> = {
  'conversations.create': { token: 'team', perMinute: 20, run: create },
  'conversations.rename': { token: 'team', perMinute: 20, run: renameChannel },
  'conversations.archive': { token: 'team', perMinute: 20, run: archive },
  'conversations.unarchive': { token: 'team', perMinute: 20, run: unarchive },
  'conversations.setTopic': { token: 'team', perMinute: 20, run: (call) => setText(call, 'topic') },
  'conversations.setPurpose': { token: 'team', perMinute: 20, run: (call) => setText(call, 'purpose') },
  'conversations.mark': { token: 'team', perMinute: 50, run: mark },
};

function create(call: Call): Answer {
  const caller = callerOf(call);
  const kind = flagArg(call.args, 'is_private') ? 'private' : 'channel';
  needWriteScope(caller, kind);
  const name = freeName(caller, call.args);
  const { workspace, userId } = caller;
  const made = { name, kind, creator: userId, members: [userId] } as const;
  return { channel: channelJson(caller, addChannel(call.slack, workspace, made)) };
}

function renameChannel(call: Call): Answer {
  const caller = callerOf(call);
  const { channel } = placeOf(call);
  demandRoom(channel.kind);
  needWriteScope(caller, channel.kind);
  ownChannel(caller, channel.id);
  // An administrator might too, but this Slack has none.
  if (channel.creator !== caller.userId) throw new ApiError('not_authorized');
  const name = textArg(call.args, 'name');
  if (name !== channel.name) rename(call.slack, placeOf(call), caller.userId, freeName(caller, call.args));
  return { channel: channelJson(caller, channel) };
}

function archive(call: Call): Answer {
  const caller = callerOf(call);
  const { channel } = placeOf(call);
  demandRoom(channel.kind);
  needWriteScope(caller, channel.kind);
  if (channel.archived) throw new ApiError('already_archived');
  if (channel.name === 'general') throw new ApiError('cant_archive_general');
  if (!channel.members.has(caller.userId)) throw new ApiError('not_in_channel');
  setArchived(call.slack, placeOf(call), caller.userId, true);
  return {};
}

/** Slack's page on it says that bots cannot do it, though they may have the scope for it. */
function unarchive(call: Call): Answer {
  const caller = callerOf(call);
  const { channel } = placeOf(call);
  demandRoom(channel.kind);
  needWriteScope(caller, channel.kind);
  if (!channel.archived) throw new ApiError('not_archived');
  if (caller.token.kind === 'bot') throw new ApiError('not_in_channel');
  setArchived(call.slack, placeOf(call), caller.userId, false);
  return {};
}

const MAX_HEADING = 250;

function setText(call: Call, what: 'topic' | 'purpose'): Answer {
  const caller = callerOf(call);
  const { channel } = placeOf(call);
  if (channel.kind === 'im') throw new ApiError('method_not_supported_for_channel_type');
  needWriteScope(caller, channel.kind, 'topic');
  ownChannel(caller, channel.id);
  const value = textArg(call.args, what) ?? '';
  if (value.length > MAX_HEADING) throw new ApiError('too_long');
  setHeading(call.slack, placeOf(call), caller.userId, { what, value: slackText(value) });
  return { channel: channelJson(caller, channel) };
}

function mark(call: Call): Answer {
  const caller = callerOf(call);
  const { channel } = placeOf(call);
  needWriteScope(caller, channel.kind);
  if (!channel.members.has(caller.userId)) throw new ApiError('not_in_channel');
  const ts = textArg(call.args, 'ts') ?? '';
  if (!/^\d+\.\d{6}$/.test(ts)) throw new ApiError('invalid_timestamp');
  changeView(call.slack, placeOf(call), caller.userId, { lastRead: ts });
  return {};
}

/** The channel that the call names, as far as the caller may know of it. */
function placeOf(call: Call): Place {
  const caller = callerOf(call);
  return { workspace: caller.workspace, channel: visibleChannel(caller, textArg(call.args, 'channel')) };
}

function demandRoom(kind: Place['channel']['kind']): void {
  if (kind === 'im' || kind === 'mpim') throw new ApiError('method_not_supported_for_channel_type');
}

const MAX_NAME = 80;

/** A new channel's name. Refuses one that Slack would not take, or that a channel has. */
function freeName({ workspace }: Caller, args: Args): string {
  const name = textArg(args, 'name') ?? '';
  if (name === '') throw new ApiError('invalid_name_required');
  if (name.length > MAX_NAME) throw new ApiError('invalid_name_maxlength');
  // Letters of any script will do, as long as they are small ones.
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(name) || name !== name.toLowerCase())
    throw new ApiError('invalid_name_specials');
  if (/^[_-]+$/.test(name)) throw new ApiError('invalid_name_punctuation');
  const isTaken = [...workspace.channels.values()].some((channel) => channel.name === name);
  if (isTaken) throw new ApiError('name_taken');
  return name;
}
