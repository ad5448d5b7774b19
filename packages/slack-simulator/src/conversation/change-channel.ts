import type { InnerEvent } from '../events/event-types.ts';
import { publishOther } from '../events/publish.ts';
import { newTs, nowSeconds, type Slack } from '../slack.ts';
import type { ChannelDetails } from '../state/change.ts';
import type { ChannelView } from '../state/channel-parts.ts';
import type { Channel } from '../state/model.ts';
import { type Place, post } from './post.ts';

/**
 * Renames a channel. Everyone hears of a public one, and those in a private one
 * (https://docs.slack.dev/reference/events/channel_rename); the channel itself gets a message.
 */
export function rename(slack: Slack, place: Place, user: string, name: string): void {
  const { channel } = place;
  const before = channel.name;
  changeDetails(slack, place, { name, previousNames: [...channel.previousNames, before] });
  tellInside(slack, place, user, `has renamed the channel from "${before}" to "${name}"`, {
    subtype: 'channel_name',
    old_name: before,
    name,
  });
  publish(slack, place, {
    type: channel.kind === 'channel' ? 'channel_rename' : 'group_rename',
    channel: {
      id: channel.id,
      name,
      name_normalized: name,
      created: channel.created,
      is_channel: channel.kind === 'channel',
      is_mpim: channel.kind === 'mpim',
    },
    event_ts: newTs(slack),
  });
}

/** Archives a channel or opens it again. Repeatable: nobody hears of what was so already. */
export function setArchived(slack: Slack, place: Place, user: string, archived: boolean): void {
  const { workspace, channel } = place;
  if (channel.archived === archived) return;
  const verb = archived ? 'archive' : 'unarchive';
  slack.keeper.commit({ type: 'archived', team: workspace.id, channel: channel.id, archived });
  tellWorkspaces(slack, channel);
  tellInside(slack, place, user, archived ? 'archived the channel' : 'un-archived the channel', {
    subtype: `channel_${verb}`,
  });
  const isPublic = channel.kind === 'channel';
  // Slack's type of `group_unarchive` names the person otherwise than the three others.
  const who = !isPublic && !archived ? { actor_id: user } : { user };
  publish(slack, place, {
    type: `${isPublic ? 'channel' : 'group'}_${verb}`,
    channel: channel.id,
    ...who,
    ...(archived ? { is_moved: 0 } : {}),
    event_ts: newTs(slack),
  });
}

/** Sets the topic or the purpose; both are plain text. */
export function setHeading(
  slack: Slack,
  place: Place,
  user: string,
  { what, value }: { readonly what: 'topic' | 'purpose'; readonly value: string },
): void {
  changeDetails(slack, place, { [what]: { value, creator: user, lastSet: nowSeconds(slack) } });
  const name = what === 'topic' ? 'channel topic' : 'channel description';
  tellInside(slack, place, user, value === '' ? `cleared the ${name}` : `set the ${name}: ${value}`, {
    subtype: `channel_${what}`,
    [what]: value,
  });
}

/** What the user made of the channel until now. */
export function viewOf(channel: Channel, user: string): ChannelView {
  return channel.views.get(user) ?? { lastRead: '0000000000.000000', open: true };
}

export function changeView(
  slack: Slack,
  { workspace, channel }: Place,
  user: string,
  change: Partial<ChannelView>,
): void {
  const view = { ...viewOf(channel, user), ...change };
  slack.keeper.commit({ type: 'view', team: workspace.id, channel: channel.id, user, view });
}

function changeDetails(slack: Slack, { workspace, channel }: Place, details: ChannelDetails): void {
  slack.keeper.commit({ type: 'details', team: workspace.id, channel: channel.id, details });
  tellWorkspaces(slack, channel);
}

/** Those who look at a page of any workspace that has the channel. */
function tellWorkspaces(slack: Slack, { workspaces }: Channel): void {
  for (const { id } of workspaces) slack.notices.tell({ type: 'workspace', team: id });
}

/** A line in the channel, in the name of who did it. */
function tellInside(
  slack: Slack,
  place: Place,
  user: string,
  text: string,
  particulars: Readonly<Record<string, string>>,
): void {
  post(slack, place, { user, text, particulars: JSON.stringify(particulars) });
}

function publish(slack: Slack, { workspace, channel }: Place, event: InnerEvent): void {
  publishOther(slack, workspace, event, channel.kind === 'channel' ? undefined : channel);
}
