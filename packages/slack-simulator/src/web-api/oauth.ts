import type { CodeStore, Grant } from '../oauth/codes.ts';
import { install, keepBotToken } from '../oauth/installing.ts';
import {
  exchangeToken,
  type Issued,
  issueToken,
  type Owner,
  renewToken,
  rotates,
  signsIn,
} from '../oauth/rotation.ts';
import type { Slack } from '../slack.ts';
import type { App, Installation, Token, Workspace } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import { clientOf } from './client-of.ts';
import type { Answer, Call, Method } from './method.ts';
import { spendCode } from './spend-code.ts';
import { tokenJson } from './token-json.ts';

/**
 * `oauth.v2.access`: a code becomes an installation and its tokens, a refresh token new ones. `oauth.v2.exchange`:
 * tokens that rotate for one that lives for ever. See https://docs.slack.dev/authentication/using-token-rotation.
 */
export function oauthMethods(codes: CodeStore): Readonly<Record<string, Method>> {
  return {
    'oauth.v2.access': { token: 'none', perMinute: 600, run: (call) => access(call, codes) },
    'oauth.v2.exchange': { token: 'none', perMinute: 50, run: exchange },
  };
}

function access(call: Call, codes: CodeStore): Answer {
  const app = clientOf(call);
  switch (textArg(call.args, 'grant_type') ?? 'authorization_code') {
    case 'authorization_code':
      return accept(call, app, spendCode(call, app, codes, false));
    case 'refresh_token':
      return refresh(call, app);
    default:
      throw new ApiError('invalid_grant_type');
  }
}

function accept({ slack }: Call, app: App, grant: Grant): Answer {
  const workspace = slack.keeper.world.workspaces.get(grant.team);
  if (!workspace?.active) throw new ApiError('invalid_code');
  const { installation, issued } = install(slack, app, workspace, grant);
  const { user: userId, userScopes: scopes } = grant;
  const owner: Owner = { kind: 'user', team: workspace.id, userId, scopes };
  const userToken =
    scopes.length === 0
      ? {}
      : { scope: scopes.join(','), ...tokenJson('user', issueToken(slack, app, owner)) };
  return {
    ...botJson(app, installation, issued),
    ...placeJson(workspace),
    authed_user: { id: userId, ...userToken },
  };
}

function refresh({ slack, args }: Call, app: App): Answer {
  const given = textArg(args, 'refresh_token') ?? '';
  const known = slack.keeper.world.tokens.get(given);
  // Those of a sign-in are refreshed where they were given.
  const found = known && !signsIn(known) ? installationOf(slack, app, known.team) : null;
  const renewed = found && renewToken(slack, app, given);
  if (!renewed) throw new ApiError('invalid_refresh_token');
  return rotatedJson(slack, app, renewed.owner, renewed.issued, found);
}

function exchange(call: Call): Answer {
  const { slack, token: given } = call;
  const app = clientOf(call);
  if (!app.features.tokenRotation) throw new ApiError('token_rotation_not_enabled');
  const token = slack.keeper.world.tokens.get(given ?? '');
  const owner = token && token.appId === app.id ? ownerOf(token) : null;
  if (!token || !owner) throw new ApiError('invalid_token');
  if (token.exchanged) throw new ApiError('token_already_exchanged');
  const found = installationOf(slack, app, owner.team);
  if (token.error !== null || !found) throw new ApiError('authorization_not_found');
  return rotatedJson(slack, app, owner, exchangeToken(slack, token, owner), found);
}

/** Whose long-lived token it is; null for tokens of other kinds. */
function ownerOf(token: Token): Owner | null {
  const { kind, team, userId, scopes } = token;
  if (rotates(token) || signsIn(token)) return null;
  return kind === 'bot' || kind === 'user' ? { kind, team, userId, scopes } : null;
}

interface Found {
  readonly workspace: Workspace;
  readonly installation: Installation;
}

function installationOf({ keeper }: Slack, app: App, team: string | null): Found | null {
  const workspace = keeper.world.workspaces.get(team ?? '');
  const installation = workspace?.installations.get(app.id);
  return workspace?.active && installation?.active ? { workspace, installation } : null;
}

/** The answer with one new pair, of a bot or of a person. */
function rotatedJson(
  slack: Slack,
  app: App,
  { kind, userId, scopes }: Owner,
  issued: Issued,
  { workspace, installation }: Found,
): Answer {
  if (kind === 'bot') {
    keepBotToken(slack, workspace.id, app.id, issued.accessToken);
    return { ...botJson(app, installation, issued), ...placeJson(workspace) };
  }
  return {
    ...tokenJson('user', issued),
    scope: scopes.join(','),
    app_id: app.id,
    ...placeJson(workspace),
    authed_user: { id: userId },
  };
}

function botJson(app: App, { scopes, botUserId }: Installation, issued: Issued): Answer {
  return {
    ...tokenJson('bot', issued),
    scope: scopes.join(','),
    bot_user_id: botUserId,
    app_id: app.id,
  };
}

function placeJson({ id, name }: Workspace): Answer {
  return { team: { id, name }, enterprise: null, is_enterprise_install: false };
}
