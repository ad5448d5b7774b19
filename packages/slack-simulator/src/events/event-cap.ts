import type { Slack } from '../slack.ts';
import { createHourlyCounts } from './hourly-counts.ts';

/** How many events Slack delivers to an app (https://docs.slack.dev/apis/events-api/#rate-limiting). */
export interface EventCap {
  /** Counts one more event; false when it must be dropped. */
  admits(team: string, appId: string): boolean;
}

/** `tell`: sends the notice of the limit, once per minute, workspace and app. */
export function createEventCap(
  slack: Pick<Slack, 'clock' | 'keeper'>,
  tell: (team: string, appId: string) => void,
): EventCap {
  const settings = () => slack.keeper.world.settings;
  const minute = () => Math.floor((slack.clock.now() * settings().timeScale) / 60_000);
  const counts = createHourlyCounts(minute);
  const toldIn = new Map<string, number>();
  return {
    admits: (team, appId) => {
      const key = `${team} ${appId}`;
      if (!settings().rateLimits) return true;
      if (counts.of(key) < settings().deliveriesPerHour) {
        counts.add(key);
        return true;
      }
      if (toldIn.get(key) !== minute()) {
        toldIn.set(key, minute());
        tell(team, appId);
      }
      return false;
    },
  };
}

/**
 * The payload without an inner event by which an app learns that events are held back
 * (https://docs.slack.dev/reference/events/app_rate_limited).
 */
export function sendRateLimited(slack: Slack, team: string, appId: string): void {
  const wallMs = slack.clock.wallMs();
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
    isWanted: () => slack.keeper.world.workspaces.get(team)?.installations.get(appId)?.active === true,
  });
}
