import type { SimChannelKind } from '../control/state.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { publishOther } from '../events/publish.ts';
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
  return channel;
}

/** The direct message of two users; opened if there was none. */
export function openIm(slack: Slack, workspace: Workspace, one: string, other: string): Channel {
  const id = workspace.ims.get(imKey(one, other));
  const found = id === undefined ? undefined : workspace.channels.get(id);
  return found ?? addChannel(slack, workspace, { name: '', kind: 'im', creator: one, members: [one, other] });
}

/** Lets a user into a channel, or out of it. Repeatable. */
export function setMember(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  user: string,
  joins: boolean,
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
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace, event, channel);
}
