import type { InnerEvent } from '../events/event-types.ts';
import { publishOther } from '../events/publish.ts';
import { newTs, type Slack } from '../slack.ts';
import type { Message } from '../state/model.ts';
import { noticesOf, type Place } from './post.ts';

/** Adds or takes away a reaction. Returns false when there is nothing to do. */
export function react(
  slack: Slack,
  place: Place,
  message: Message,
  reaction: { readonly user: string; readonly name: string; readonly adds: boolean },
): boolean {
  const { user, name, adds } = reaction;
  const before = message.reactions.find((one) => one.name === name)?.users ?? [];
  if (before.includes(user) === adds) return false;
  const users = adds ? [...before, user] : before.filter((one) => one !== user);
  const others = message.reactions.filter((one) => one.name !== name);
  const { workspace, channel } = place;
  slack.keeper.commit({
    type: 'edit',
    team: workspace.id,
    channel: channel.id,
    ts: message.ts,
    change: { reactions: users.length > 0 ? [...others, { name, users }] : others },
  });
  for (const notice of noticesOf(channel, message)) slack.notices.tell({ type: 'reaction', ...notice });
  const event: InnerEvent = {
    type: adds ? 'reaction_added' : 'reaction_removed',
    user,
    reaction: name,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    item_user: message.user,
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace, event, channel);
  return true;
}
