import {
  type ConnectNeed,
  type ConnectPermit,
  type ConnectPolicy,
  charged,
  hasLiveSlot,
  NO_CONNECTS,
  overdraft,
  waitOfApp,
} from '../connect-budget.ts';
import type { AppConnects, FleetState } from '../fleet-state.ts';
import { NO_NOTICES, type Step, withEntry } from './step.ts';

export interface ConnectRequest {
  readonly appId: string;
  readonly need: ConnectNeed;
  readonly policy: ConnectPolicy;
}

/** What Slack said of an app's connections. */
export type ConnectNews =
  /** How many it counts, this one included: the hello's `num_connections`. */
  | { readonly kind: 'counted'; readonly count: number }
  /** One of them was closed in order, and is counted no more. */
  | { readonly kind: 'retired' }
  /** It asks to wait before the next: 429 with `Retry-After`. */
  | { readonly kind: 'limited'; readonly forMs: number };

/** Asks to open a connection of an app. What is granted is charged at once. */
export function askToConnect(
  state: FleetState,
  { appId, need, policy }: ConnectRequest,
  nowUs: number,
): Step<ConnectPermit> {
  const app = state.connects.get(appId) ?? NO_CONNECTS;
  if (need !== 'forced') {
    const isUrgent = need === 'open' && !hasLiveSlot(state, appId);
    const wait = waitOfApp(app, isUrgent, policy, nowUs) ?? waitOfFleet(state, isUrgent, policy, nowUs);
    if (wait) return { state, reply: waiting(wait), notices: NO_NOTICES };
  }
  const tatUs = charged(app.tatUs, policy.appEveryUs, policy.appBurst, nowUs);
  const fleetTatUs = charged(state.fleetTatUs, policy.fleetEveryUs, policy.fleetBurst, nowUs);
  return {
    state: { ...state, fleetTatUs, connects: withEntry(state.connects, appId, { ...app, tatUs }) },
    reply: { kind: 'granted' },
    notices: NO_NOTICES,
  };
}

/** Notes what Slack said, for all workers to obey. */
export function noteConnects(
  state: FleetState,
  { appId, news }: { readonly appId: string; readonly news: ConnectNews },
  nowUs: number,
): Step<null> {
  const app = state.connects.get(appId) ?? NO_CONNECTS;
  return {
    state: { ...state, connects: withEntry(state.connects, appId, told(app, news, nowUs)) },
    reply: null,
    notices: NO_NOTICES,
  };
}

function told(app: AppConnects, news: ConnectNews, nowUs: number): AppConnects {
  switch (news.kind) {
    case 'counted':
      return { ...app, counted: news.count, countedUs: nowUs };
    case 'retired':
      return { ...app, counted: Math.max(app.counted - 1, 0) };
    case 'limited':
      return { ...app, notBeforeUs: nowUs + Math.ceil(news.forMs) * 1_000 };
  }
}

function waitOfFleet({ fleetTatUs }: FleetState, isUrgent: boolean, policy: ConnectPolicy, nowUs: number) {
  const kept = isUrgent ? 0 : Math.floor(policy.fleetBurst / 2) * policy.fleetEveryUs;
  const forUs = overdraft(fleetTatUs, policy.fleetEveryUs, policy.fleetBurst, nowUs) + kept;
  return forUs > 0 ? { forUs, reason: 'fleet-budget' } : null;
}

function waiting({ forUs, reason }: { forUs: number; reason: string }): ConnectPermit {
  return { kind: 'wait', forMs: Math.ceil(forUs / 1_000), reason };
}
