import { isExtShared } from '../conversation/slack-connect.ts';
import type { Org } from '../oauth/org-access.ts';
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
  const { id: team, enterprise } = workspace;
  const isOrgs = installation.enterprise !== null;
  const isWanted = () => isFarewell || isInstalled(workspace, installation.appId);
  const facts = factsOf(event, installation);
  const channel = workspace.channels.get(facts.channel ?? '');
  const isExternal = channel !== undefined && isExtShared(channel);
  return send(slack, { enterprise, team, isOrgs, isExternal, installation, event, facts, isWanted });
}

/** Sends an event that is of an organisation as a whole, and of none of its workspaces. */
export function sendOrgEvent(slack: Slack, org: Org, event: InnerEvent, isFarewell: boolean): string {
  const { enterprise, install: installation } = org;
  const { appId } = installation;
  const isWanted = () => isFarewell || enterprise.installs.get(appId)?.active === true;
  const place = { enterprise: enterprise.id, team: null, isOrgs: true, isExternal: false };
  const facts = factsOf(event, installation);
  return send(slack, { ...place, installation, event, facts, isWanted });
}

interface Sent {
  readonly enterprise: string | null;
  readonly team: string | null;
  /** Whether it goes to an app of the whole organisation. */
  readonly isOrgs: boolean;
  /** Whether it happened in a channel of Slack Connect. */
  readonly isExternal: boolean;
  readonly installation: Pick<Installation, 'appId' | 'botUserId'>;
  readonly event: InnerEvent;
  readonly facts: Facts;
  isWanted(): boolean;
}

function send(slack: Slack, sent: Sent): string {
  const { enterprise, team, isOrgs, installation, event } = sent;
  const eventId = slack.ids.eventId();
  const { appId, botUserId } = installation;
  const place = team ?? enterprise ?? '';
  if (!isSent(slack, place, appId)) return eventId;
  slack.deliveries.send({
    kind: 'events_api',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: team,
      ...(enterprise === null ? {} : { enterprise_id: enterprise }),
      context_team_id: team,
      context_enterprise_id: enterprise,
      api_app_id: appId,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: nowSeconds(slack),
      // However many installations hear of it, Slack names one.
      authorizations: [
        {
          enterprise_id: enterprise,
          team_id: team,
          user_id: botUserId,
          is_bot: true,
          is_enterprise_install: isOrgs,
        },
      ],
      is_ext_shared_channel: sent.isExternal,
      event_context: `4-${eventId}`,
    },
    entry: { eventId, appId, team: place, ...sent.facts },
    isWanted: sent.isWanted,
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
function factsOf(
  event: Readonly<Record<string, unknown>>,
  installation: Pick<Installation, 'botUserId'>,
): Facts {
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
