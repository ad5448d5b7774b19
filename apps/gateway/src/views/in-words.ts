/**
 * What workers note beside a slot, and why installations were removed, in words. Slack's own codes stay in brackets,
 * for whoever looks them up.
 */
const SLOT_WORDS: Readonly<Record<string, string>> = {
  closed: 'Slack closed the connection',
  silent: 'Slack stopped answering on the connection',
  'socket-error': 'The connection broke',
  'start-deadline': 'Slack did not open the connection in time',
  'too-many-websockets': 'Slack counts ten connections of this app already; ghosts of lost ones take minutes',
  link_disabled: 'Socket Mode is switched off in the settings of the Slack app',
  'wrong-app': 'The app-level token belongs to another Slack app',
  'rate-limited': 'Slack asks to wait before another connection is opened',
  'app-budget':
    'It waits its turn: Slack takes few new connections of an app in a minute, and the app has one already',
  'fleet-budget': 'It waits its turn: many connections are being opened',
  crowded: 'It waits: Slack counts nine connections of this app or more, perhaps ghosts of lost ones',
  'no-lease': 'Its worker has lost its lease, and registers again',
  asked: 'It tries again, as a person asked',
  timeout: 'Slack did not answer in time',
  'no app token': 'The Slack app has no app-level token',
  'store unavailable': 'Its worker cannot read the database',
};

/** Codes that say that this machine does not reach Slack at all. */
const UNREACHABLE = /^(unreachable|econn\w+|enotfound|eai_again|ehostunreach|enetunreach|und_err_\w+)$/;

/** Why a slot that is left alone for a while failed too often, from what its worker noted; null if it is not. */
export function failedTooOften(detail: string): string | null {
  return /^quarantined (.*)$/s.exec(detail)?.[1] ?? null;
}

/** Why a slot is not live, from what its worker noted. */
export function slotDetailInWords(detail: string): string {
  const failed = failedTooOften(detail);
  if (failed !== null) return `In quarantine, for it failed too often: ${slotDetailInWords(failed)}`;
  const known = SLOT_WORDS[detail];
  if (known !== undefined) return known;
  if (UNREACHABLE.test(detail)) return `Slack cannot be reached from here (${detail})`;
  const status = /^http_(\d+)$/.exec(detail)?.[1];
  if (status !== undefined) return `Slack answered with an error (HTTP ${status})`;
  if (/^A[A-Z0-9]{5,}$/.test(detail)) return `The app-level token belongs to another Slack app (${detail})`;
  return /^[a-z_]+$/.test(detail) ? `Slack refused the connection (${detail})` : detail;
}

const MISSING_WORDS: Readonly<Record<string, string>> = {
  postgres: 'Postgres does not answer it',
  redis: 'Redis does not answer it',
  lease: 'it has no lease, for Redis does not answer it',
  queue: 'the queue (Redis) does not answer it',
  settled: 'what the environment sets is not saved yet',
};

/** What a process cannot serve without and does not have. */
export function missingInWords(need: string): string {
  return MISSING_WORDS[need] ?? need;
}

const REMOVAL_WORDS: Readonly<Record<string, string>> = {
  app_uninstalled: 'The app was removed in Slack',
  tokens_revoked: 'Its token was revoked in Slack',
  token_revoked: 'Its token was revoked in Slack',
  account_inactive: 'The workspace or the bot was deactivated in Slack',
  invalid_auth: 'Slack does not accept its token any more',
};

/** Why an installation was removed. */
export function removalInWords(reason: string): string {
  const known = REMOVAL_WORDS[reason];
  return known === undefined ? reason : `${known} (${reason})`;
}
