import { publishSharing } from '../events/publish.ts';
import { newTs, type Slack } from '../slack.ts';
import type { Channel, Workspace } from '../state/model.ts';
import { isExtShared } from './slack-connect.ts';

/**
 * Lets another workspace have the channel too: its people join a public one as they do a new one, of a private one the
 * first. Apps of both workspaces hear `channel_shared` (https://docs.slack.dev/reference/events/channel_shared), with
 * the other side. Repeatable.
 */
export function share(slack: Slack, channel: Channel, guest: Workspace): void {
  const [home] = channel.workspaces;
  if (!home || channel.workspaces.includes(guest)) return;
  slack.keeper.commit(sharing(channel, home, guest, true));
  const people = [...guest.users.values()].filter(({ appId }) => appId === null);
  for (const { id: user } of channel.kind === 'channel' ? people : people.slice(0, 1))
    slack.keeper.commit({ type: 'member', team: guest.id, channel: channel.id, user, joins: true });
  tell(slack, [home, guest]);
  for (const [side, other] of [
    [home, guest],
    [guest, home],
  ] as const)
    publishSharing(slack, side, channel, {
      type: 'channel_shared',
      connected_team_id: other.id,
      channel: channel.id,
      event_ts: newTs(slack),
    });
}

/**
 * Takes the channel from a workspace that it was shared with; its people and bots leave. Apps of both hear
 * `channel_unshared` (https://docs.slack.dev/reference/events/channel_unshared). Repeatable.
 */
export function unshare(slack: Slack, channel: Channel, guest: Workspace): void {
  const [home] = channel.workspaces;
  if (!home || guest === home || !channel.workspaces.includes(guest)) return;
  const told = (isShared: boolean, other: Workspace) =>
    ({
      type: 'channel_unshared',
      previously_connected_team_id: other.id,
      channel: channel.id,
      is_ext_shared: isShared,
      event_ts: newTs(slack),
    }) as const;
  // The guest's apps in a private channel are known while it is there.
  publishSharing(slack, guest, channel, told(false, home));
  slack.keeper.commit(sharing(channel, home, guest, false));
  publishSharing(slack, home, channel, told(isExtShared(channel), guest));
  tell(slack, [home, guest]);
}

function sharing(channel: Channel, home: Workspace, guest: Workspace, isShared: boolean) {
  return { type: 'shared', team: home.id, channel: channel.id, withTeam: guest.id, isShared } as const;
}

function tell(slack: Slack, workspaces: readonly Workspace[]): void {
  for (const { id: team } of workspaces) slack.notices.tell({ type: 'workspace', team });
}
