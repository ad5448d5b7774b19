import type { SimMessage } from '../control/messages.ts';
import { fileJson } from '../files/file-json.ts';
import type { Channel, Message, Workspace } from '../state/model.ts';
import { richTextBlock } from '../text/rich-text.ts';
import { homeOf } from './slack-connect.ts';

/** A kept message in Slack's words. `withMetadata`: as for `include_all_metadata`. */
export function messageJson(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  withMetadata: boolean,
): SimMessage {
  const bot = message.botId === null ? null : botOf(workspace, channel, message);
  const base = {
    type: 'message' as const,
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    ...(message.botId ? { bot_id: message.botId } : {}),
    ...(message.appId ? { app_id: message.appId } : {}),
    text: message.text,
    ...teamOf(workspace, channel, message),
    ...(bot ? { bot_profile: bot } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
  };
  if (message.state === 'tombstone')
    return { ...tombstone(message), ...threadParts(workspace, channel, message) };
  return {
    ...base,
    ...subtypeOf(message),
    ...particulars(message),
    ...contents(message, withMetadata),
    ...filesOf(workspace, message),
    ...threadParts(workspace, channel, message),
    ...(channel.pins.some(({ ts }) => ts === message.ts) ? { pinned_to: [channel.id] } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(message.ephemeralUser ? { ephemeral: true, ephemeral_user: message.ephemeralUser } : {}),
  };
}

/** What stays of a deleted message whose thread lives on. */
function tombstone(message: Message): Pick<SimMessage, 'type' | 'subtype' | 'user' | 'text' | 'ts'> {
  return {
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    ts: message.ts,
  };
}

function subtypeOf(message: Message): { subtype?: string } {
  return message.broadcast ? { subtype: 'thread_broadcast' } : {};
}

/** Of a message that tells of something: its own subtype, and what changed. */
function particulars(message: Message): { subtype?: string } {
  return message.particulars === null ? {} : (JSON.parse(message.particulars) as { subtype: string });
}

function filesOf(workspace: Workspace, { files }: Message): Pick<SimMessage, 'files'> {
  if (files.length === 0) return {};
  return {
    files: files.flatMap((id) => {
      const file = workspace.files.get(id);
      return file ? [fileJson(workspace, file)] : [];
    }),
  };
}

/** Slack's types of these know no team: https://docs.slack.dev/reference/events/message.channel_topic */
const WITHOUT_TEAM = ['channel_topic', 'channel_purpose'];

function teamOf(workspace: Workspace, channel: Channel, message: Message): { team?: string } {
  if (WITHOUT_TEAM.includes(particulars(message).subtype ?? '')) return {};
  return { team: homeOf(channel, message.user, workspace).id };
}

function contents(
  message: Message,
  withMetadata: boolean,
): Pick<SimMessage, 'blocks' | 'attachments' | 'metadata'> {
  const blocks = message.blocks ? (JSON.parse(message.blocks) as unknown[]) : typedBlocks(message);
  return {
    ...(blocks ? { blocks } : {}),
    ...(message.attachments ? { attachments: JSON.parse(message.attachments) as unknown[] } : {}),
    ...(withMetadata && message.metadata
      ? { metadata: JSON.parse(message.metadata) as NonNullable<SimMessage['metadata']> }
      : {}),
  };
}

/** People's clients send rich text; it is made from the text rather than kept. */
function typedBlocks(message: Message): unknown[] | null {
  return message.clientMsgId === null ? null : [richTextBlock(message.text, message.clientMsgId.slice(0, 5))];
}

function threadParts(workspace: Workspace, channel: Channel, message: Message): Partial<SimMessage> {
  if (message.threadTs !== null) {
    const parent = channel.byTs.get(message.threadTs);
    return {
      thread_ts: message.threadTs,
      ...(parent ? { parent_user_id: parent.user } : {}),
      ...(parent && message.broadcast ? { root: messageJson(workspace, channel, parent, false) } : {}),
    };
  }
  const replies = livingReplies(channel, message.ts);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users.slice(0, 5),
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts ?? message.ts,
  };
}

/** A thread's replies that were not deleted, oldest first. */
export function livingReplies(channel: Channel, threadTs: string): readonly Message[] {
  return (channel.threads.get(threadTs) ?? []).filter((reply) => reply.state === 'there');
}

function botOf(
  workspace: Workspace,
  channel: Channel,
  message: Message,
): { id: string; app_id: string; name: string } {
  return {
    id: message.botId ?? '',
    app_id: message.appId ?? '',
    name: homeOf(channel, message.user, workspace).users.get(message.user)?.realName ?? '',
  };
}
