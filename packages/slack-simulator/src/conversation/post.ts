import { randomUUID } from 'node:crypto';
import type { SimMessage } from '../control/messages.ts';
import { publishChanged, publishDeleted, publishMessage } from '../events/publish.ts';
import { newTs, type Slack, settingsOf } from '../slack.ts';
import type { MessageChange } from '../state/change.ts';
import type { Channel, Message, Workspace } from '../state/model.ts';
import { livingReplies, messageJson } from './message-json.ts';

/** Where a message is, or goes. */
export interface Place {
  readonly workspace: Workspace;
  readonly channel: Channel;
}

/** What differs from message to message; the rest has its usual value. */
export type Draft = Pick<Message, 'user' | 'text'> & Partial<Omit<Message, 'user' | 'text' | 'ts' | 'state'>>;

/** Slack cuts longer texts. */
const MAX_TEXT = 40_000;
/** How long Slack takes to look at a link, about. */
const UNFURL_MS = 500;

/**
 * Puts a message into a channel or a thread, or before one person's eyes, and tells page and apps. `scheduled`: the id
 * of the scheduled message that it is.
 */
export function post(slack: Slack, place: Place, draft: Draft, scheduled?: string): Message {
  const { workspace, channel } = place;
  const message: Message = {
    ts: newTs(slack),
    botId: null,
    appId: null,
    clientMsgId: null,
    threadTs: null,
    broadcast: false,
    ephemeralUser: null,
    blocks: null,
    attachments: null,
    metadata: null,
    particulars: null,
    files: [],
    edited: null,
    reactions: [],
    ...draft,
    text: draft.text.slice(0, MAX_TEXT),
    state: 'there',
  };
  slack.keeper.commit({
    type: 'message',
    team: workspace.id,
    channel: channel.id,
    message,
    ...(scheduled === undefined ? {} : { scheduled }),
  });
  tellPosted(slack, place, message);
  if (message.ephemeralUser) return message;
  publishMessage(slack, workspace, channel, messageJson(workspace, channel, message, true));
  if (settingsOf(slack).unfurls && message.clientMsgId && /<https?:/.test(message.text))
    slack.clock.after(UNFURL_MS, () => unfurl(slack, place, message));
  return message;
}

/** A draft of what a person types. */
export function typed(user: string, text: string): Draft {
  return { user, text, clientMsgId: randomUUID() };
}

/** Changes a message by its author's will: it gets a new `edited` mark. */
export function edit(slack: Slack, place: Place, message: Message, change: MessageChange): void {
  changeMessage(slack, place, message, { ...change, edited: { user: message.user, ts: newTs(slack) } });
}

/** Adds a link's preview: apps hear of a change, but the text stays and so does the `edited` mark. */
export function unfurl(slack: Slack, place: Place, message: Message): void {
  const url = /<(https?:[^|>]+)/.exec(message.text)?.[1];
  if (message.state !== 'there' || !url || message.attachments) return;
  const preview = [
    { id: 1, from_url: url, original_url: url, title: url, fallback: url, service_name: 'Web' },
  ];
  changeMessage(slack, place, message, { attachments: JSON.stringify(preview) });
}

/** Deletes a message; one whose thread lives on leaves a tombstone, which apps hear of as a change. */
export function remove(slack: Slack, place: Place, message: Message): void {
  const { workspace, channel } = place;
  if (livingReplies(channel, message.ts).length > 0) {
    changeMessage(slack, place, message, { state: 'tombstone' });
    return;
  }
  const previous = messageJson(workspace, channel, message, true);
  commitEdit(slack, place, message, { state: 'deleted' });
  tell(slack, 'deleted', channel, message);
  // Apps never heard of a message that one person sees, nor do they of its end.
  if (!message.ephemeralUser) publishDeleted(slack, workspace, channel, previous);
}

/** Tells page and apps that a message is no longer what it was. */
export function tellChanged(slack: Slack, place: Place, message: Message, previous: SimMessage): void {
  const { workspace, channel } = place;
  tell(slack, 'changed', channel, message);
  if (message.ephemeralUser) return;
  publishChanged(slack, workspace, channel, messageJson(workspace, channel, message, true), previous);
}

function changeMessage(slack: Slack, place: Place, message: Message, change: MessageChange): void {
  const { workspace, channel } = place;
  const previous = messageJson(workspace, channel, message, true);
  commitEdit(slack, place, message, change);
  tellChanged(slack, place, message, previous);
}

function commitEdit(
  slack: Slack,
  { workspace, channel }: Place,
  message: Message,
  change: MessageChange,
): void {
  slack.keeper.commit({ type: 'edit', team: workspace.id, channel: channel.id, ts: message.ts, change });
}

function tellPosted(slack: Slack, { channel }: Place, message: Message): void {
  const user = message.ephemeralUser;
  if (user === null) tell(slack, 'message', channel, message);
  else
    for (const notice of noticesOf(channel, message))
      slack.notices.tell({ type: 'ephemeral', ...notice, user });
}

function tell(slack: Slack, type: 'message' | 'changed' | 'deleted', channel: Channel, message: Message) {
  for (const notice of noticesOf(channel, message)) slack.notices.tell({ type, ...notice });
}

/** What notices say of a message, one for each workspace that sees it. */
export function noticesOf(channel: Channel, { ts, threadTs }: Message) {
  const thread = threadTs ? { thread_ts: threadTs } : {};
  return channel.workspaces.map(({ id: team }) => ({ team, channel: channel.id, ts, ...thread }));
}
