import type { SimMessage } from '../control/messages.ts';
import type { SimChannelKind } from '../control/state.ts';
import { isExtShared } from '../conversation/slack-connect.ts';
import { newTs, type Slack, settingsOf } from '../slack.ts';
import type { Channel, Installation, Workspace } from '../state/model.ts';
import { mentions } from '../text/slack-text.ts';
import { isInstalled, sendEvent } from './event-payload.ts';
import type { InnerEvent } from './event-types.ts';
import { activeIn, hearersOf } from './hearers.ts';

/** `channel_type`, subscription and scope of each kind of channel. */
const KINDS: Readonly<Record<SimChannelKind, { type: string; event: string; scope: string }>> = {
  channel: { type: 'channel', event: 'message.channels', scope: 'channels:history' },
  private: { type: 'group', event: 'message.groups', scope: 'groups:history' },
  im: { type: 'im', event: 'message.im', scope: 'im:history' },
  mpim: { type: 'mpim', event: 'message.mpim', scope: 'mpim:history' },
};

/** Other events: what a subscription to each needs. */
const SCOPES: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  pin_added: 'pins:read',
  pin_removed: 'pins:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  user_change: 'users:read',
  team_join: 'users:read',
  channel_archive: 'channels:read',
  channel_created: 'channels:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  file_deleted: 'files:read',
  file_shared: 'files:read',
  group_archive: 'groups:read',
  group_left: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
};

/** Tells every app in the channel of a new message: as `message`, as `app_mention`, or as both. */
export function publishMessage(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  message: SimMessage,
): void {
  // A person's message comes with its sender's team; a parent's counters are no news.
  const { reply_count, reply_users, reply_users_count, latest_reply, ...news } = message;
  const event: InnerEvent = {
    ...news,
    // In a channel of several workspaces the sender's is told apart from that of the app.
    ...(isExtShared(channel) ? teamsOf(message) : {}),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: KINDS[channel.kind].type,
  };
  for (const hearer of hearersOf(workspace, channel, message.text)) {
    const { installation } = hearer;
    const copies: InnerEvent[] = [];
    const mention = mentionOf(slack, channel, installation, event, message);
    if (mention) copies.push(mention);
    const isDouble = mention !== null && !settingsOf(slack).doubles;
    if (!isDouble && hears(slack, installation, KINDS[channel.kind])) copies.push(event);
    if (slack.random() < 0.5) copies.reverse();
    for (const copy of copies) sendEvent(slack, hearer.workspace, installation, copy);
  }
}

/** Tells of an edit, an unfurled link or a deletion that left a tombstone. */
export function publishChanged(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  message: SimMessage,
  previous: SimMessage,
): void {
  const wrapped = hiddenEvent(slack, channel, 'message_changed', {
    message: { ...message, ...teamsOf(message) },
    previous_message: previous,
  });
  const plain: InnerEvent = {
    ...message,
    channel: channel.id,
    event_ts: wrapped.event_ts,
    channel_type: KINDS[channel.kind].type,
  };
  for (const hearer of hearersOf(workspace, channel, message.text)) {
    const { installation } = hearer;
    const copies: InnerEvent[] = hears(slack, installation, KINDS[channel.kind]) ? [wrapped] : [];
    const wasEdited = message.edited !== undefined && message.edited.ts !== previous.edited?.ts;
    const mention = wasEdited ? mentionOf(slack, channel, installation, plain, message) : null;
    if (mention) copies.push(mention);
    if (slack.random() < 0.5) copies.reverse();
    for (const copy of copies) sendEvent(slack, hearer.workspace, installation, copy);
  }
}

export function publishDeleted(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  previous: SimMessage,
): void {
  const event = hiddenEvent(slack, channel, 'message_deleted', {
    deleted_ts: previous.ts,
    previous_message: previous,
  });
  for (const { workspace: place, installation } of hearersOf(workspace, channel, previous.text)) {
    if (hears(slack, installation, KINDS[channel.kind])) sendEvent(slack, place, installation, event);
  }
}

/** Tells subscribed apps of something that is no message; with a channel, only the apps in it. */
export function publishOther(slack: Slack, workspace: Workspace, event: InnerEvent, channel?: Channel): void {
  const type = String(event.type);
  const hearers = channel ? hearersOf(workspace, channel, '') : activeIn(workspace);
  for (const hearer of hearers) {
    const needs = { event: type, scope: SCOPES[type] ?? null };
    if (hears(slack, hearer.installation, needs))
      sendEvent(slack, hearer.workspace, hearer.installation, event);
  }
}

/** Tells the apps of one side that a channel was shared, or is no longer; of a private one those that are in it. */
export function publishSharing(slack: Slack, side: Workspace, channel: Channel, event: InnerEvent): void {
  const isPublic = channel.kind === 'channel';
  const needs = { event: event.type, scope: isPublic ? 'channels:read' : 'groups:read' };
  for (const { installation } of activeIn(side)) {
    const sees = isPublic || channel.members.has(installation.botUserId);
    if (sees && hears(slack, installation, needs)) sendEvent(slack, side, installation, event);
  }
}

/** Tells one app, if it wants to hear of it, of what happened to its bot. */
export function publishTo(
  slack: Slack,
  workspace: Workspace,
  installation: Installation,
  event: InnerEvent,
): void {
  const needs = { event: event.type, scope: SCOPES[event.type] ?? null };
  if (isInstalled(workspace, installation.appId) && hears(slack, installation, needs))
    sendEvent(slack, workspace, installation, event);
}

/** Whether an app subscribed to an event and was granted what it needs. */
export function hears(
  slack: Slack,
  installation: Pick<Installation, 'appId' | 'scopes'>,
  needs: { readonly event: string; readonly scope: string | null },
): boolean {
  const app = slack.keeper.world.apps.get(installation.appId);
  if (!app?.events.includes(needs.event)) return false;
  return needs.scope === null || installation.scopes.includes(needs.scope);
}

/** Messages by which Slack tells of a change, in the name of who made it: nobody is spoken to. */
const TELLING = ['channel_archive', 'channel_unarchive', 'channel_name', 'channel_topic', 'channel_purpose'];

function mentionOf(
  slack: Slack,
  channel: Channel,
  installation: Installation,
  event: InnerEvent,
  message: SimMessage,
): InnerEvent | null {
  // Slack sends none in direct messages, and none for what the app says itself.
  if (channel.kind === 'im' || message.user === installation.botUserId) return null;
  if (TELLING.includes(message.subtype ?? '')) return null;
  if (!mentions(message.text, installation.botUserId)) return null;
  if (!hears(slack, installation, { event: 'app_mention', scope: SCOPES.app_mention ?? null })) return null;
  // It has no kind of channel, and an edited one no reactions.
  const { channel_type: _, reactions: __, ...rest } = event;
  return { ...rest, type: 'app_mention' };
}

/** The sender's, which the message says already. */
function teamsOf({ team }: SimMessage): { source_team?: string; user_team?: string } {
  return team === undefined ? {} : { source_team: team, user_team: team };
}

function hiddenEvent(
  slack: Slack,
  channel: Channel,
  subtype: string,
  parts: Readonly<Record<string, unknown>>,
): InnerEvent {
  const ts = newTs(slack);
  return {
    type: 'message',
    subtype,
    ...parts,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: KINDS[channel.kind].type,
  };
}
