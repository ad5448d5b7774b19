import { isExpired, signsIn } from '../oauth/rotation.ts';
import type { Slack } from '../slack.ts';
import type { Installation, Token } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import type { Call, Method } from './method.ts';

/** Whose call it is, as far as the token tells; for limits and the record, also of a refused call. */
export function tokenOf(slack: Slack, token: string | null): Token | null {
  return token === null ? null : (slack.keeper.world.tokens.get(token) ?? null);
}

/** Checks the token and the method's scopes. Refuses in Slack's words. */
export function authenticate(
  slack: Slack,
  method: Method,
  given: string | null,
): Pick<Call, 'caller' | 'app'> {
  if (method.token === 'none') return { caller: null, app: null };
  if (given === null) throw new ApiError('not_authed');
  const token = tokenOf(slack, given);
  if (!token) throw new ApiError('invalid_auth');
  if (token.error !== null) throw new ApiError(token.error);
  if (isExpired(slack, token)) throw new ApiError('token_expired');
  if (!isTaken(method, token)) throw new ApiError('not_allowed_token_type');
  const app = slack.keeper.world.apps.get(token.appId) ?? null;
  if (!app) throw new ApiError('invalid_auth');
  if (method.token === 'app') {
    needScopes(method, token.scopes);
    return { caller: null, app };
  }
  return { caller: callerOf(slack, token, app, method), app };
}

function isTaken(method: Method, { kind }: Token): boolean {
  if (kind === 'refresh') return method.takesRefreshTokens === true;
  return (method.token === 'app') === (kind === 'app');
}

function callerOf(slack: Slack, token: Token, app: NonNullable<Call['app']>, method: Method): Call['caller'] {
  const workspace = slack.keeper.world.workspaces.get(token.team ?? '');
  const installation = workspace?.installations.get(app.id) ?? (signsIn(token) ? notInstalled(token) : null);
  if (!workspace || !installation) throw new ApiError('invalid_auth');
  const isActive = installation.active || signsIn(token);
  if (!workspace.active || !isActive) throw new ApiError('account_inactive');
  const scopes = token.kind === 'bot' ? installation.scopes : token.scopes;
  needScopes(method, scopes);
  return { token, app, workspace, installation, scopes, userId: token.userId ?? installation.botUserId };
}

function needScopes(method: Method, scopes: readonly string[]): void {
  const missing = method.scopes?.filter((scope) => !scopes.includes(scope)) ?? [];
  if (missing.length > 0)
    throw new ApiError('missing_scope', { needed: missing.join(','), provided: scopes.join(',') });
}

/** Of an app that somebody signed in to, where nobody installed it: it has no bot there and may do nothing. */
function notInstalled({ appId, userId }: Token): Installation {
  const nobody = { botUserId: '', botId: '', botToken: '' };
  return { ...nobody, appId, scopes: [], installedBy: userId ?? '', active: false };
}
