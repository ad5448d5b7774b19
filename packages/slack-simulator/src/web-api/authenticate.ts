import { type Org, orgOf } from '../oauth/org-access.ts';
import { isExpired, signsIn } from '../oauth/rotation.ts';
import type { Slack } from '../slack.ts';
import type { App, Installation, Token, Workspace } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import type { Request } from './exchange.ts';
import type { Call, Caller, Method, OrgCaller } from './method.ts';
import { workspaceOfCall } from './org-caller.ts';

/** Whose call it is, as far as the token tells; for limits and the record, also of a refused call. */
export function tokenOf(slack: Slack, token: string | null): Token | null {
  return token === null ? null : (slack.keeper.world.tokens.get(token) ?? null);
}

/** Whose call it is, as its method sees it. */
export type Auth = Pick<Call, 'caller' | 'org' | 'app'>;

/** Checks the token and the method's scopes. Refuses in Slack's words. */
export function authenticate(slack: Slack, method: Method, request: Request): Auth {
  if (method.token === 'none') return { caller: null, org: null, app: null };
  if (request.token === null) throw new ApiError('not_authed');
  const token = tokenOf(slack, request.token);
  if (!token) throw new ApiError('invalid_auth');
  if (token.error !== null) throw new ApiError(token.error);
  if (isExpired(slack, token)) throw new ApiError('token_expired');
  if (!isTaken(method, token)) throw new ApiError('not_allowed_token_type');
  const app = slack.keeper.world.apps.get(token.appId) ?? null;
  if (!app) throw new ApiError('invalid_auth');
  if (method.token === 'app') {
    needScopes(method, token.scopes);
    return { caller: null, org: null, app };
  }
  const org = orgOf(slack.keeper.world, token.team, app.id);
  if (!org) return { caller: callerOf(slack, token, app, method), org: null, app };
  const caller = orgCallerOf(org, token, app, method);
  if (method.orgWide) return { caller: null, org: caller, app };
  return {
    caller: inWorkspace(caller, workspaceOfCall(slack, org, request.method, request.args)),
    org: null,
    app,
  };
}

function isTaken(method: Method, { kind }: Token): boolean {
  if (kind === 'refresh') return method.takesRefreshTokens === true;
  return (method.token === 'app') === (kind === 'app');
}

function callerOf(slack: Slack, token: Token, app: App, method: Method): Caller {
  const workspace = slack.keeper.world.workspaces.get(token.team ?? '');
  const installation = workspace?.installations.get(app.id) ?? (signsIn(token) ? notInstalled(token) : null);
  if (!workspace || !installation) throw new ApiError('invalid_auth');
  const isActive = installation.active || signsIn(token);
  if (!workspace.active || !isActive) throw new ApiError('account_inactive');
  const scopes = scopesOf(token, installation, method);
  return { token, app, workspace, installation, scopes, userId: token.userId ?? installation.botUserId };
}

function orgCallerOf(org: Org, token: Token, app: App, method: Method): OrgCaller {
  const { install } = org;
  if (!install.active) throw new ApiError('account_inactive');
  const scopes = scopesOf(token, install, method);
  return { ...org, token, app, scopes, userId: token.userId ?? install.botUserId };
}

function inWorkspace({ token, app, scopes, userId, install }: OrgCaller, workspace: Workspace): Caller {
  const installation = workspace.installations.get(app.id);
  if (!installation) throw new Error(`${install.appId} has no installation in ${workspace.id}`);
  if (!workspace.active) throw new ApiError('account_inactive');
  return { token, app, workspace, installation, scopes, userId };
}

/** What was granted. Refuses with `missing_scope` when the method needs more. */
function scopesOf(
  token: Token,
  { scopes: ofBot }: Pick<Installation, 'scopes'>,
  method: Method,
): readonly string[] {
  const scopes = token.kind === 'bot' ? ofBot : token.scopes;
  needScopes(method, scopes);
  return scopes;
}

function needScopes(method: Method, scopes: readonly string[]): void {
  const missing = method.scopes?.filter((scope) => !scopes.includes(scope)) ?? [];
  if (missing.length > 0)
    throw new ApiError('missing_scope', { needed: missing.join(','), provided: scopes.join(',') });
}

/** Of an app that somebody signed in to, where nobody installed it: it has no bot there and may do nothing. */
function notInstalled({ appId, userId }: Token): Installation {
  const nobody = { botUserId: '', botId: '', botToken: '' };
  return { ...nobody, appId, scopes: [], installedBy: userId ?? '', active: false, enterprise: null };
}
