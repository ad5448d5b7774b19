import type { InnerEvent } from '../events/event-types.ts';
import { publishOther } from '../events/publish.ts';
import { newTs, nowSeconds, type Slack } from '../slack.ts';
import type { Pin } from '../state/channel-parts.ts';
import type { Channel, Message, Workspace } from '../state/model.ts';
import { messageJson } from './message-json.ts';
import { permalinkOf } from './permalink.ts';
import { noticesOf, type Place } from './post.ts';

/** A channel's pins whose messages are still there, oldest first. */
export function pinsIn(channel: Channel): readonly Pin[] {
  return channel.pins.filter(({ ts }) => channel.byTs.get(ts)?.state === 'there');
}

/** Pins a message or takes its pin away. Returns false when there is nothing to do. */
export function pin(
  slack: Slack,
  place: Place,
  message: Message,
  { user, adds }: { readonly user: string; readonly adds: boolean },
): boolean {
  const { workspace, channel } = place;
  const before = channel.pins.find(({ ts }) => ts === message.ts);
  if ((before !== undefined) === adds) return false;
  const changed = before ?? { ts: message.ts, user, at: nowSeconds(slack) };
  const others = channel.pins.filter((one) => one !== before);
  const pins = adds ? [...others, changed] : others;
  slack.keeper.commit({ type: 'details', team: workspace.id, channel: channel.id, details: { pins } });
  for (const notice of noticesOf(channel, message)) slack.notices.tell({ type: 'changed', ...notice });
  const count = pinsIn(channel).length;
  const event: InnerEvent = {
    type: adds ? 'pin_added' : 'pin_removed',
    user,
    channel_id: channel.id,
    item: pinJson(workspace, channel, message, changed),
    item_user: message.user,
    pin_count: String(count),
    pinned_info: { channel: channel.id, pinned_by: changed.user, pinned_ts: changed.at },
    ...(adds ? {} : { has_pins: count > 0 }),
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace, event, channel);
  return true;
}

/** A pinned message as `pins.list` and the events give it. */
export function pinJson(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  { user, at }: Pin,
): Readonly<Record<string, unknown>> {
  const json = messageJson(workspace, channel, message, false);
  const { type, client_msg_id, app_id, team, user: author, bot_id, bot_profile, text, ts } = json;
  const { attachments, blocks } = json;
  return {
    type: 'message',
    channel: channel.id,
    created_by: user,
    created: at,
    message: {
      type,
      ...(client_msg_id ? { client_msg_id } : {}),
      ...(app_id ? { app_id } : {}),
      ...(team ? { team } : {}),
      user: author,
      ...(bot_id ? { bot_id } : {}),
      ...(bot_profile ? { bot_profile } : {}),
      text,
      ...(attachments ? { attachments } : {}),
      ...(blocks ? { blocks } : {}),
      pinned_to: [channel.id],
      permalink: permalinkOf(workspace, channel, message),
      ts,
    },
  };
}
