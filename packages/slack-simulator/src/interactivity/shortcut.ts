import { ControlError } from '../control/control.ts';
import type { SimShortcutUse } from '../control/interactivity.ts';
import { demandPresence } from '../control-api/conversation.ts';
import { appBy, demand, messageBy, placeBy, userBy, workspaceBy } from '../control-api/lookups.ts';
import { messageJson } from '../conversation/message-json.ts';
import type { Place } from '../conversation/post.ts';
import { isInstalled } from '../events/event-payload.ts';
import { newTs, type Slack } from '../slack.ts';
import type { Message } from '../state/model.ts';
import { channelName, sendInteraction } from './send-interaction.ts';

/**
 * Someone picks a shortcut: its app gets `shortcut`, or `message_action` for one of a message's menu
 * (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload), once.
 */
export function useShortcut(slack: Slack, team: string, use: SimShortcutUse): void {
  const workspace = workspaceBy(slack, team);
  userBy(workspace, use.user);
  const app = appBy(slack, use.appId);
  demand(isInstalled(workspace, app.id), 'not_installed', 'the app is not installed in this workspace');
  const type = use.message ? 'message' : 'global';
  const isOffered = app.features.shortcuts.some(
    (shortcut) => shortcut.callbackId === use.callbackId && shortcut.type === type,
  );
  if (!isOffered)
    throw new ControlError('unknown_shortcut', `the app has no ${type} shortcut ${use.callbackId}`, 404);
  const target = use.message ? targetOf(slack, team, use.user, use.message) : null;
  const { appId, user } = use;
  const channel = target?.place.channel ?? null;
  const eventId = slack.interactions.triggers.issue({
    team,
    appId,
    user,
    viewId: null,
    channel: channel?.id ?? null,
  });
  const ts = target?.message.ts ?? null;
  void sendInteraction(
    slack,
    { workspace, appId, user, channel, ts, eventId },
    {
      type: target ? 'message_action' : 'shortcut',
      action_ts: newTs(slack),
      callback_id: use.callbackId,
      trigger_id: eventId,
      ...(target ? messagePart(slack, use, target) : {}),
    },
  );
}

interface Target {
  readonly place: Place;
  readonly message: Message;
}

function targetOf(slack: Slack, team: string, user: string, where: { channel: string; ts: string }): Target {
  const place = placeBy(slack, team, where.channel);
  demandPresence(place, user);
  const message = messageBy(place.channel, where.ts);
  // Slack's clients offer nothing of the kind on what only one person sees.
  demand(message.ephemeralUser === null, 'is_ephemeral', 'ephemeral messages have no shortcuts');
  return { place, message };
}

function messagePart(slack: Slack, { appId, user }: SimShortcutUse, { place, message }: Target) {
  const { workspace, channel } = place;
  const path = slack.interactions.responseUrls.issue({
    team: workspace.id,
    channel: channel.id,
    appId,
    user,
    original: null,
  });
  return {
    response_url: `${slack.publicUrl()}${path}`,
    channel: { id: channel.id, name: channelName(channel) },
    message_ts: message.ts,
    message: messageJson(workspace, channel, message, true),
  };
}
