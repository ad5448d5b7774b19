import { isExtShared } from '../conversation/slack-connect.ts';
import type { Heading } from '../state/channel-parts.ts';
import type { Channel } from '../state/model.ts';
import type { Answer, Caller } from './method.ts';

/** With the number of its members, which Slack tells in lists and when asked. */
export function countedJson(caller: Caller, channel: Channel): Answer {
  const json = channelJson(caller, channel);
  return channel.kind === 'im' ? json : { ...json, num_members: channel.members.size };
}

/** A channel as Slack describes it: https://docs.slack.dev/reference/objects/conversation-object */
export function channelJson(caller: Caller, channel: Channel): Answer {
  const base = { id: channel.id, created: channel.created, is_archived: channel.archived };
  if (channel.kind === 'im') {
    const other = [...channel.members].find((member) => member !== caller.userId);
    return { ...base, is_im: true, user: other ?? caller.userId };
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_general: channel.name === 'general' && channel.workspaces[0] === caller.workspace,
    is_member: channel.members.has(caller.userId),
    creator: channel.creator,
    context_team_id: caller.workspace.id,
    ...sharingOf(channel),
    topic: headingJson(channel.topic),
    purpose: headingJson(channel.purpose),
    previous_names: channel.previousNames,
  };
}

/** Who else has the channel (https://docs.slack.dev/reference/objects/conversation-object). */
function sharingOf(channel: Channel): Answer {
  const { workspaces } = channel;
  const isExternal = isExtShared(channel);
  const flags = {
    is_shared: workspaces.length > 1,
    is_ext_shared: isExternal,
    is_org_shared: workspaces.length > 1 && !isExternal,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: workspaces.map(({ id }) => id),
  };
  // The caller's own is among the connected ones.
  return isExternal ? { ...flags, connected_team_ids: flags.shared_team_ids } : flags;
}

function headingJson({ value, creator, lastSet }: Heading): Answer {
  return { value, creator, last_set: lastSet };
}
