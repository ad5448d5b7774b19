import { nowSeconds, type Slack } from '../slack.ts';
import type { Installation, Workspace } from '../state/model.ts';
import type { Outgoing } from './deliveries.ts';
import type { InnerEvent } from './event-types.ts';

/**
 * Sends one event to one app, in the wrapper of the Events API
 * (https://docs.slack.dev/apis/events-api/#callback-field). Returns its `event_id`.
 * What Slack would drop is dropped; the id is given all the same.
 * `isFarewell`: it goes out although the installation is gone.
 */
export function sendEvent(
  slack: Slack,
  workspace: Workspace,
  installation: Installation,
  event: InnerEvent,
  isFarewell = false,
): string {
  const eventId = slack.ids.eventId();
  const { appId } = installation;
  if (!isSent(slack, workspace.id, appId)) return eventId;
  slack.deliveries.send({
    kind: 'events_api',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: workspace.id,
      context_team_id: workspace.id,
      context_enterprise_id: null,
      api_app_id: installation.appId,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: nowSeconds(slack),
      authorizations: [
        {
          enterprise_id: null,
          team_id: workspace.id,
          user_id: installation.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    },
    entry: { eventId, appId: installation.appId, team: workspace.id, ...factsOf(event, installation) },
    isWanted: () => isFarewell || isInstalled(workspace, installation.appId),
  });
  return eventId;
}

/** Slack drops what is beyond the app's hourly share, and everything for one whose events it switched off. */
function isSent(slack: Slack, team: string, appId: string): boolean {
  if (slack.keeper.world.apps.get(appId)?.eventsDisabled) return false;
  return slack.eventCap.admits(team, appId);
}

/** Whether events of the workspace still go to the app. */
export function isInstalled(workspace: Workspace, appId: string): boolean {
  return workspace.active && workspace.installations.get(appId)?.active === true;
}

type Facts = Omit<Outgoing['entry'], 'eventId' | 'appId' | 'team'>;

/** What the record says of an event: about the message inside, where there is one. */
function factsOf(event: Readonly<Record<string, unknown>>, installation: Installation): Facts {
  const inner = (event.message ?? event.previous_message ?? event) as Readonly<Record<string, unknown>>;
  const item = (event.item ?? {}) as Readonly<Record<string, unknown>>;
  const edited = inner.edited as { ts?: unknown } | undefined;
  const user = inner.user ?? event.user;
  return {
    type: textOr(event.type, 'unknown'),
    subtype: textOr(event.subtype, null),
    channel: textOr(event.channel ?? event.channel_id ?? item.channel, null),
    channelType: textOr(event.channel_type, null),
    user: textOr(user, null),
    ts: textOr(event.deleted_ts ?? inner.ts ?? item.ts, null),
    threadTs: textOr(inner.thread_ts, null),
    editedTs: textOr(edited?.ts, null),
    text: textOr(inner.text, null),
    own: user === installation.botUserId,
  };
}

function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}
