import type { Slack } from '../slack.ts';
import { isInstalled } from './event-payload.ts';

/**
 * The payload without an inner event by which an app learns that events are held back
 * (https://docs.slack.dev/reference/events/app_rate_limited). `team`: a workspace, or an organisation (`E…`).
 */
export function sendRateLimited(slack: Slack, team: string, appId: string): void {
  const wallMs = slack.clock.wallMs();
  const { workspaces, enterprises } = slack.keeper.world;
  slack.deliveries.send({
    kind: 'events_api',
    payload: {
      token: 'verification-token-is-deprecated',
      type: 'app_rate_limited',
      team_id: team,
      minute_rate_limited: Math.floor(wallMs / 60_000) * 60,
      api_app_id: appId,
    },
    entry: {
      // It has none; the record needs something to tell it by.
      eventId: slack.ids.eventId(),
      appId,
      team,
      type: 'app_rate_limited',
      subtype: null,
      channel: null,
      channelType: null,
      user: null,
      ts: null,
      threadTs: null,
      editedTs: null,
      text: null,
      own: false,
    },
    isWanted: () => {
      const workspace = workspaces.get(team);
      if (workspace) return isInstalled(workspace, appId);
      return enterprises.get(team)?.installs.get(appId)?.active === true;
    },
  });
}
