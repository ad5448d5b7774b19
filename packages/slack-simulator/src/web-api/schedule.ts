import { schedule, unschedule } from '../conversation/schedule.ts';
import { nowSeconds } from '../slack.ts';
import type { ScheduledMessage } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { type Args, neededText, textArg } from './args.ts';
import { draftOf } from './chat.ts';
import { messageContents } from './message-args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { page } from './pages.ts';
import { needMembership, targetChannel, visibleChannel } from './places.ts';

/** Messages for later: https://docs.slack.dev/messaging/sending-and-scheduling-messages#scheduling */
export const scheduleMethods: Readonly<Record<string, Method>> = {
  'chat.scheduleMessage': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: scheduleMessage },
  'chat.deleteScheduledMessage': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: remove },
  'chat.scheduledMessages.list': { token: 'team', perMinute: 50, run: list },
};

/** Seconds. */
const FARTHEST = 120 * 86_400;
/** In one channel, within a window of so many seconds. */
const MOST_IN_WINDOW = 30;
const WINDOW = 300;
/** Seconds before its time from which a message cannot be deleted any more. */
const TOO_LATE = 60;

function scheduleMessage(call: Call): Answer {
  const caller = callerOf(call);
  const channel = targetChannel(call.slack, caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel);
  const postAt = postAtArg(call);
  const contents = messageContents(call.args, call.slack.ids);
  const rivals = [...caller.workspace.scheduled.values()].filter(
    (one) => one.channel === channel.id && Math.floor(one.postAt / WINDOW) === Math.floor(postAt / WINDOW),
  );
  if (rivals.length >= MOST_IN_WINDOW) throw new ApiError('restricted_too_many');
  const message: ScheduledMessage = {
    id: call.slack.ids.id('Q'),
    appId: caller.app.id,
    channel: channel.id,
    postAt,
    created: nowSeconds(call.slack),
    draft: draftOf(call, caller, channel, contents),
  };
  schedule(call.slack, caller.workspace, message);
  return {
    channel: channel.id,
    scheduled_message_id: message.id,
    post_at: postAt,
    message: draftJson(caller, message),
  };
}

/** Whole seconds since 1970, in time. */
function postAtArg({ args, slack }: Call): number {
  const postAt = Number(textArg(args, 'post_at'));
  if (!Number.isInteger(postAt)) throw new ApiError('invalid_time');
  const now = nowSeconds(slack);
  if (postAt <= now) throw new ApiError('time_in_past');
  if (postAt > now + FARTHEST) throw new ApiError('time_too_far');
  return postAt;
}

function draftJson({ workspace }: Caller, { draft }: ScheduledMessage): Answer {
  return {
    type: 'delayed_message',
    user: draft.user,
    text: draft.text,
    team: workspace.id,
    ...(draft.botId === null ? {} : { bot_id: draft.botId }),
    ...(draft.appId === null ? {} : { app_id: draft.appId }),
    ...(draft.blocks === null ? {} : { blocks: JSON.parse(draft.blocks) as unknown }),
  };
}

function remove(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  const id = textArg(call.args, 'scheduled_message_id') ?? '';
  const message = ownMessages(caller).find((one) => one.id === id && one.channel === channel.id);
  const isTooLate = message !== undefined && message.postAt - nowSeconds(call.slack) <= TOO_LATE;
  if (!message || isTooLate) throw new ApiError('invalid_scheduled_message_id');
  unschedule(call.slack, caller.workspace, id);
  return {};
}

/** What the app is still to send, the next first. */
function list(call: Call): Answer {
  const caller = callerOf(call);
  const isAsked = rangeOf(caller, call.args);
  const messages = ownMessages(caller)
    .filter(isAsked)
    .sort((one, other) => one.postAt - other.postAt);
  const { items, next } = page(call.args, messages, 100);
  return {
    scheduled_messages: items.map((message) => ({
      id: message.id,
      channel_id: message.channel,
      post_at: message.postAt,
      date_created: message.created,
      text: message.draft.text,
    })),
    response_metadata: { next_cursor: next },
  };
}

function rangeOf(caller: Caller, args: Args): (message: ScheduledMessage) => boolean {
  const channel = textArg(args, 'channel');
  if (channel !== undefined && !caller.workspace.channels.has(channel)) throw new ApiError('invalid_channel');
  const oldest = Number(textArg(args, 'oldest') ?? 0);
  const latest = Number(textArg(args, 'latest') ?? Number.POSITIVE_INFINITY);
  return (message) =>
    (channel === undefined || message.channel === channel) &&
    message.postAt >= oldest &&
    message.postAt <= latest;
}

function ownMessages({ workspace, app, userId }: Caller): readonly ScheduledMessage[] {
  return [...workspace.scheduled.values()].filter(
    ({ appId, draft }) => appId === app.id && draft.user === userId,
  );
}
