import type { SimulatorClock } from '../clock.ts';
import type { Notices } from '../http/notices.ts';
import type { Keeper } from '../state/keeper.ts';
import { createHourlyCounts } from './hourly-counts.ts';

/** Watches how an app's deliveries of events go, and switches off the events of one that hardly ever acks. */
export interface FailingApps {
  count(appId: string, isAcked: boolean): void;
}

/** Below this many within sixty minutes nobody is judged. */
const MIN_DELIVERIES = 1_000;
const MAX_FAILING = 0.95;

/** By Slack's rule (https://docs.slack.dev/apis/events-api/#failure-limits); `changeApp` switches them on again. */
export function createFailingApps(parts: {
  readonly clock: SimulatorClock;
  readonly keeper: Keeper;
  readonly notices: Notices;
}): FailingApps {
  const { clock, keeper, notices } = parts;
  const minute = () => Math.floor((clock.now() * keeper.world.settings.timeScale) / 60_000);
  const all = createHourlyCounts(minute);
  const failed = createHourlyCounts(minute);
  return {
    count: (appId, isAcked) => {
      if (!keeper.world.settings.disablesFailingApps) return;
      all.add(appId);
      if (isAcked) return;
      failed.add(appId);
      const deliveries = all.of(appId);
      if (deliveries <= MIN_DELIVERIES || failed.of(appId) <= deliveries * MAX_FAILING) return;
      all.forget(appId);
      failed.forget(appId);
      const app = keeper.world.apps.get(appId);
      if (!app || app.eventsDisabled) return;
      keeper.commit({ type: 'app', app: { ...app, eventsDisabled: true } });
      notices.tell({ type: 'apps', appId, team: null });
    },
  };
}
