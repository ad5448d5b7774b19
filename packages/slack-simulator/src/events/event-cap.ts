import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import { createHourlyCounts } from './hourly-counts.ts';

/** How many events Slack delivers to an app (https://docs.slack.dev/apis/events-api/#rate-limiting). */
export interface EventCap {
  /** Counts one more event; false when it must be dropped. */
  admits(team: string, appId: string): boolean;
}

/** `tell`: sends the notice of the limit, once per minute, workspace and app. */
export function createEventCap(
  clock: SimulatorClock,
  settings: () => SimSettings,
  tell: (team: string, appId: string) => void,
): EventCap {
  const minute = () => Math.floor((clock.now() * settings().timeScale) / 60_000);
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
