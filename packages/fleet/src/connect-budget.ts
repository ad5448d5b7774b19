import type { AppConnects, FleetState } from './fleet-state.ts';
import { isLive } from './fleet-state.ts';
import { slotName } from './slot-name.ts';

/**
 * How fast connections may be opened. Slack says of an app no more than "once a minute and more", so a few may come at
 * once and then one after the other; an app without any live connection never waits for this budget, only for what
 * Slack itself asks. All apps together are held back as well, so that a fleet that starts does not run over its own
 * feet: half of that allowance is kept for apps without a connection.
 */
export interface ConnectPolicy {
  /** Between two connections of one app, in the long run. */
  readonly appEveryUs: number;
  readonly appBurst: number;
  /** Between two connections of any apps, in the long run. */
  readonly fleetEveryUs: number;
  readonly fleetBurst: number;
  /** From this many counted by Slack on none is added to what is live: it takes ten, and some may be ghosts. */
  readonly crowd: number;
  /** How long a count is believed: by then Slack has forgotten the ghosts. */
  readonly crowdedForUs: number;
}

const US_PER_MINUTE = 60_000_000;
/** Slack lets so many come at once, by all accounts. */
const LEAST_BURST = 5;

/** The policy for so many connections of an app in a minute. */
export function connectPolicy(perMinute: number): ConnectPolicy {
  return {
    appEveryUs: Math.round(US_PER_MINUTE / perMinute),
    appBurst: Math.max(LEAST_BURST, perMinute),
    fleetEveryUs: 2_000,
    fleetBurst: 1_000,
    crowd: 9,
    crowdedForUs: 300_000_000,
  };
}

/**
 * What a connection is opened for. `open`: to fill a slot that has none. `renew`: to replace one that is live and could
 * wait. `forced`: to replace one that Slack is about to close; it is only counted.
 */
export type ConnectNeed = 'open' | 'renew' | 'forced';

export type ConnectPermit =
  | { readonly kind: 'granted' }
  /** Ask again after a while; much may change before `forMs` are over. `reason` is for a screen. */
  | { readonly kind: 'wait'; readonly forMs: number; readonly reason: string };

export const NO_CONNECTS: AppConnects = { tatUs: 0, counted: 0, countedUs: 0, notBeforeUs: 0 };

const MAX_SLOTS = 8;
/** Slack asks for a minute at most; anything longer comes from a clock that was set back. */
const MAX_NOT_BEFORE_US = 900_000_000;

/** Whether one of the app's slots is live, as the table has it. */
export function hasLiveSlot(state: Pick<FleetState, 'workers' | 'assignments'>, appId: string): boolean {
  for (let index = 0; index < MAX_SLOTS; index++) if (isLive(state, slotName(appId, index))) return true;
  return false;
}

/** For how long an app has to wait, by what Slack said and by its own budget; null: not at all. */
export function waitOfApp(
  app: AppConnects,
  isUrgent: boolean,
  policy: ConnectPolicy,
  nowUs: number,
): { readonly forUs: number; readonly reason: string } | null {
  const askedUs = app.notBeforeUs - nowUs;
  if (askedUs > 0 && askedUs <= MAX_NOT_BEFORE_US) return { forUs: askedUs, reason: 'rate-limited' };
  if (isUrgent) return null;
  const countedAgoUs = nowUs - app.countedUs;
  if (app.counted >= policy.crowd && countedAgoUs >= 0 && countedAgoUs < policy.crowdedForUs)
    return { forUs: policy.crowdedForUs - countedAgoUs, reason: 'crowded' };
  const forUs = overdraft(app.tatUs, policy.appEveryUs, policy.appBurst, nowUs);
  return forUs > 0 ? { forUs, reason: 'app-budget' } : null;
}

/** How far the next one is beyond what may come at once (the generic cell rate algorithm, GCRA). */
export function overdraft(tatUs: number, everyUs: number, burst: number, nowUs: number): number {
  return startUs(tatUs, everyUs, burst, nowUs) + everyUs - burst * everyUs - nowUs;
}

/** The theoretical arrival time once one more was let through, however little is left. */
export function charged(tatUs: number, everyUs: number, burst: number, nowUs: number): number {
  return Math.min(startUs(tatUs, everyUs, burst, nowUs) + everyUs, nowUs + burst * everyUs);
}

/** An arrival time further away than a whole burst was noted before the clock was set back: begin anew. */
function startUs(tatUs: number, everyUs: number, burst: number, nowUs: number): number {
  return tatUs > nowUs + burst * everyUs ? nowUs : Math.max(tatUs, nowUs);
}
