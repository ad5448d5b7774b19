import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

/** Why a call to Slack did not succeed, and what may be done about it. Carries codes only, never a token. */
export type Failure =
  /** Not now: the same call may be made again after this time. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** The token opens nothing any more. Confirm once before acting on it. */
  | { readonly kind: 'dead-token'; readonly code: string }
  /** Slack answered no, and the same call will be answered no again. */
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer, or one that says nothing. `maybeDone`: what was asked for may have happened all the same. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly maybeDone: boolean };

/** What a call to Slack came to. */
export type CallResult<Answer> = ({ readonly kind: 'ok' } & Answer) | Failure;

/** The one place that decides what a failed call means: the token is dead, Slack refuses, or try again. */
export function readFailure(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'rate-limited', retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError)
    return judgeCode(error.data.error, error.data.response_metadata?.retryAfter);
  if (error instanceof WebAPIHTTPError)
    return {
      kind: 'unavailable',
      code: `http_${error.statusCode}`,
      maybeDone: error.statusCode >= 500,
    };
  const code = networkCode(error instanceof WebAPIRequestError ? error.original : error);
  return { kind: 'unavailable', code, maybeDone: !NEVER_CONNECTED.has(code) };
}

/** What `ok: false` with this error code means. `retryAfterS` is the header's, if there was one. */
function judgeCode(code: unknown, retryAfterS = DEFAULT_RETRY_AFTER_S): Failure {
  // A body that is not JSON reaches us as if its whole text were the code.
  if (typeof code !== 'string' || !CODE.test(code))
    return { kind: 'unavailable', code: 'unexpected_answer', maybeDone: true };
  if (DEAD.has(code)) return { kind: 'dead-token', code };
  if (code === 'ratelimited' || code === 'rate_limited')
    return { kind: 'rate-limited', retryAfterMs: retryAfterS * 1_000 };
  if (TRANSIENT.has(code)) return { kind: 'unavailable', code, maybeDone: true };
  return { kind: 'refused', code };
}

/** Whether a failure to open a connection is about the app-level token: trying again with it is no use. */
export function isAppTokenRefused(failure: Failure): boolean {
  return failure.kind === 'dead-token' || (failure.kind === 'refused' && APP_TOKEN_CODES.has(failure.code));
}

function networkCode(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string') return code.toLowerCase();
    if (cause.name === 'TimeoutError') return 'timeout';
  }
  return 'unreachable';
}

export const DEFAULT_RETRY_AFTER_S = 10;

const CODE = /^[a-zA-Z][\w.-]{0,99}$/;

/** https://docs.slack.dev/reference/methods/auth.test#errors */
const DEAD: ReadonlySet<string> = new Set(['invalid_auth', 'account_inactive', 'token_revoked']);

/** Slack's complaints about itself. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** https://docs.slack.dev/reference/methods/apps.connections.open#errors */
const APP_TOKEN_CODES: ReadonlySet<string> = new Set([
  'access_denied',
  'forbidden_team',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'team_disabled',
  'token_expired',
  'user_removed_from_team',
]);

/** Nothing was sent, so nothing can have been done. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'econnrefused',
  'enotfound',
  'eai_again',
  'ehostunreach',
  'enetunreach',
  'und_err_connect_timeout',
]);
