import type { SimChannelKind } from '../control/state.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { publishOther, publishTo } from '../events/publish.ts';
import { newTs, nowSeconds, type Slack } from '../slack.ts';
import { type Channel, imKey, type Workspace } from '../state/model.ts';
import { homeOf } from './slack-connect.ts';

/** Makes a channel or a direct message of several people. */
export function addChannel(
  slack: Slack,
  workspace: Workspace,
  made: {
    id?: string | undefined;
    name: string;
    kind: SimChannelKind;
    creator: string;
    members: readonly string[];
  },
): Channel {
  const id = made.id ?? slack.ids.id(made.kind === 'im' ? 'D' : 'C');
  const { name, kind, creator, members } = made;
  slack.keeper.commit({
    type: 'channel',
    team: workspace.id,
    channel: { id, name, kind, creator, created: nowSeconds(slack), members: [...new Set(members)] },
  });
  slack.notices.tell({ type: 'workspace', team: workspace.id });
  const channel = workspace.channels.get(id);
  if (!channel) throw new Error(`channel ${id} was not made`);
  if (kind === 'channel') publishOther(slack, workspace, createdEvent(slack, workspace, channel));
  return channel;
}

/** The direct message of two users, if they have one. */
export function findIm(workspace: Workspace, one: string, other: string): Channel | null {
  const id = workspace.ims.get(imKey(one, other));
  return (id === undefined ? undefined : workspace.channels.get(id)) ?? null;
}

/** The direct message of two users; opened if there was none. */
export function openIm(slack: Slack, workspace: Workspace, one: string, other: string): Channel {
  const found = findIm(workspace, one, other);
  return found ?? addChannel(slack, workspace, { name: '', kind: 'im', creator: one, members: [one, other] });
}

/** Lets a user into a channel, or out of it. Repeatable. */
export function setMember(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  user: string,
  joins: boolean,
  /** Who brought them in or sent them away; absent when they did it themselves. */
  actor?: string,
): void {
  if (channel.members.has(user) === joins) return;
  slack.keeper.commit({ type: 'member', team: workspace.id, channel: channel.id, user, joins });
  for (const { id: team } of channel.workspaces) slack.notices.tell({ type: 'workspace', team });
  const event: InnerEvent = {
    type: joins ? 'member_joined_channel' : 'member_left_channel',
    user,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: homeOf(channel, user, workspace).id,
    ...(joins && actor !== undefined ? { inviter: actor } : {}),
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace, event, channel);
  if (!joins) tellBotGone(slack, workspace, channel, { bot: user, actor: actor ?? user });
}

/** A bot that is no longer in the channel hears nothing of it any more, but for this. */
function tellBotGone(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  { bot, actor }: { readonly bot: string; readonly actor: string },
): void {
  const installation = [...workspace.installations.values()].find(({ botUserId }) => botUserId === bot);
  if (!installation) return;
  const type = channel.kind === 'channel' ? 'channel_left' : 'group_left';
  publishTo(slack, workspace, installation, {
    type,
    channel: channel.id,
    actor_id: actor,
    event_ts: newTs(slack),
  });
}

/** https://docs.slack.dev/reference/events/channel_created */
function createdEvent(slack: Slack, workspace: Workspace, channel: Channel): InnerEvent {
  const { id, name, created, creator } = channel;
  return {
    type: 'channel_created',
    channel: {
      id,
      name,
      name_normalized: name,
      created,
      creator,
      context_team_id: workspace.id,
      is_channel: true,
      is_group: false,
      is_im: false,
      is_mpim: false,
      is_private: false,
      is_archived: false,
      is_frozen: false,
      is_general: name === 'general',
      is_shared: false,
      is_ext_shared: false,
      is_org_shared: false,
      is_pending_ext_shared: false,
    },
    event_ts: newTs(slack),
  };
}
