import { messageJson } from '../conversation/message-json.ts';
import { permalinkOf } from '../conversation/permalink.ts';
import { edit, type Place, post, remove } from '../conversation/post.ts';
import type { MessageChange } from '../state/change.ts';
import type { Channel, Message, ScheduledMessage } from '../state/model.ts';
import { slackText } from '../text/slack-text.ts';
import { ApiError } from './api-error.ts';
import { flagArg, neededText, textArg } from './args.ts';
import { type Contents, messageContents } from './message-args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { messageAt, needMembership, targetChannel, visibleChannel } from './places.ts';

/** The `chat.*` family. `chat.postMessage` has its own limit per channel besides. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { token: 'team', scopes: ['chat:write'], perMinute: 600, run: postMessage },
  'chat.meMessage': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: meMessage },
  'chat.postEphemeral': { token: 'team', scopes: ['chat:write'], perMinute: 100, run: postEphemeral },
  'chat.update': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: update },
  'chat.delete': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: deleteMessage },
  'chat.getPermalink': { token: 'team', perMinute: 600, run: getPermalink },
};

function postMessage(call: Call): Answer {
  const caller = callerOf(call);
  const channel = targetChannel(call.slack, caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel);
  const contents = messageContents(call.args, call.slack.ids);
  const place: Place = { workspace: caller.workspace, channel };
  const message = post(call.slack, place, draftOf(call, caller, channel, contents));
  return { channel: channel.id, ts: message.ts, message: json(place, message) };
}

/** What somebody does, said by themselves: https://docs.slack.dev/reference/events/message.me_message */
function meMessage(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel);
  const text = slackText(neededText(call.args, 'text', 'no_text'));
  const place: Place = { workspace: caller.workspace, channel };
  const particulars = JSON.stringify({ subtype: 'me_message' });
  const message = post(call.slack, place, { ...authorOf(caller), text, particulars });
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel);
  const user = neededText(call.args, 'user', 'user_not_in_channel');
  if (!channel.members.has(user)) throw new ApiError('user_not_in_channel');
  const contents = messageContents(call.args, call.slack.ids);
  const message = post(
    call.slack,
    { workspace: caller.workspace, channel },
    {
      ...authorOf(caller),
      text: slackText(contents.text ?? ''),
      blocks: contents.blocks ?? null,
      attachments: contents.attachments ?? null,
      threadTs: textArg(call.args, 'thread_ts') ?? null,
      ephemeralUser: user,
    },
  );
  return { message_ts: message.ts };
}

function update(call: Call): Answer {
  const { place, message } = ownMessage(call, 'cant_update_message');
  const contents = messageContents(call.args, call.slack.ids);
  // Blocks that are not sent again go away only when there is new text for what they said.
  const change: MessageChange = {
    ...(contents.text === undefined ? {} : { text: slackText(contents.text), blocks: null }),
    ...(contents.blocks === undefined ? {} : { blocks: contents.blocks }),
    ...(contents.attachments === undefined ? {} : { attachments: contents.attachments }),
    ...(contents.metadata === undefined ? {} : { metadata: contents.metadata }),
  };
  edit(call.slack, place, message, change);
  // Beside the answer's own `ts` Slack does not repeat it in the message.
  const { ts, ...changed } = json(place, message);
  return { channel: place.channel.id, ts, text: message.text, message: changed };
}

function deleteMessage(call: Call): Answer {
  const { place, message } = ownMessage(call, 'cant_delete_message');
  remove(call.slack, place, message);
  return { channel: place.channel.id, ts: message.ts };
}

function getPermalink(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  const message = messageAt(channel, textArg(call.args, 'message_ts'));
  return { channel: channel.id, permalink: permalinkOf(caller.workspace, channel, message) };
}

function ownMessage(call: Call, error: string): { place: Place; message: Message } {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  const message = messageAt(channel, textArg(call.args, 'ts'));
  if (message.user !== caller.userId) throw new ApiError(error);
  return { place: { workspace: caller.workspace, channel }, message };
}

/** A new message of the caller's, by the call's arguments. */
export function draftOf(
  call: Call,
  caller: Caller,
  channel: Channel,
  contents: Contents,
): ScheduledMessage['draft'] {
  const threadTs = textArg(call.args, 'thread_ts');
  return {
    ...authorOf(caller),
    text: slackText(contents.text ?? ''),
    blocks: contents.blocks ?? null,
    attachments: contents.attachments ?? null,
    metadata: contents.metadata ?? null,
    // A reply to a reply joins the thread of its parent.
    threadTs: threadTs === undefined ? null : (channel.byTs.get(threadTs)?.threadTs ?? threadTs),
    broadcast: threadTs !== undefined && flagArg(call.args, 'reply_broadcast'),
  };
}

/** In whose name the caller writes. */
export function authorOf(caller: Caller): { user: string; botId: string | null; appId: string } {
  const isBot = caller.token.kind === 'bot';
  return { user: caller.userId, botId: isBot ? caller.installation.botId : null, appId: caller.app.id };
}

function json(place: Place, message: Message) {
  return messageJson(place.workspace, place.channel, message, true);
}
