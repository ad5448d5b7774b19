/**
 * What goes wrong with Web API calls, most recent matching fault first.
 * - `429`: refused with `Retry-After`, not done. - `500`: not done. - `500-but-done`: done, answered with 500.
 * - `slow`: done after the delay. - `slow-but-done`: done at once, answered after the delay.
 * - `hang`: not done and never answered. - `error`: `ok: false` with `error`, not done.
 */
export type SimFaultKind = '429' | '500' | '500-but-done' | 'slow' | 'slow-but-done' | 'hang' | 'error';

export interface SimFault {
  /** A Web API method, `socket` for upgrades of Socket Mode (refused, or held for `hang`), or `*` for every method. */
  readonly method: string;
  /** Only calls with a token of this workspace. */
  readonly team?: string;
  /** Only calls and connections of this app. */
  readonly appId?: string;
  readonly kind: SimFaultKind;
  /** How many calls it still hits; null until it is removed. */
  readonly times: number | null;
  /** Default 1. */
  readonly retryAfterS?: number;
  /** Simulated milliseconds. Default 5,000. */
  readonly delayMs?: number;
  /** Default `fatal_error`. */
  readonly error?: string;
  /** With which HTTP status a `socket` is refused; default 503. */
  readonly status?: number;
}

export interface SimStandingFault extends SimFault {
  readonly id: string;
}

/** What is made to go wrong with calls, upgrades and deliveries. */
export interface FaultControl {
  addFault(fault: SimFault): Promise<{ id: string }>;
  /** Repeatable. */
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;
  /** Tells the app that a workspace sends more events than Slack delivers: an `app_rate_limited` payload. */
  rateLimitApp(team: string, appId: string): Promise<void>;
}
