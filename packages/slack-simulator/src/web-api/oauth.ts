import type { CodeStore, Grant } from '../oauth/codes.ts';
import { install, keepBotToken } from '../oauth/installing.ts';
import { enterpriseOf, type Org, orgOf } from '../oauth/org-access.ts';
import { installOrg, keepOrgToken } from '../oauth/org-install.ts';
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
import { byGrantType } from './grant-type.ts';
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
  return byGrantType(call, {
    authorizationCode: () => accept(call, app, spendCode(call, app, codes, false)),
    refreshToken: () => refresh(call, app),
  });
}

function accept({ slack }: Call, app: App, grant: Grant): Answer {
  const holder = installFor(slack, app, grant);
  const { user: userId, userScopes: scopes } = grant;
  const owner: Owner = { kind: 'user', team: grant.team, userId, scopes };
  const userToken =
    scopes.length === 0
      ? {}
      : { scope: scopes.join(','), ...tokenJson('user', issueToken(slack, app, owner)) };
  return {
    ...botJson(app, holder.installation, holder.issued),
    ...placeJson(slack, holder.workspace, holder.org),
    authed_user: { id: userId, ...userToken },
  };
}

/** Installs for the workspace or the whole organisation that was chosen. */
function installFor(slack: Slack, app: App, grant: Grant): Found & { readonly issued: Issued } {
  const { world } = slack.keeper;
  const enterprise = world.enterprises.get(grant.team);
  if (enterprise) {
    const org = installOrg(slack, app, enterprise, grant);
    return { workspace: null, org, installation: org.install, issued: org.issued };
  }
  const workspace = world.workspaces.get(grant.team);
  if (!workspace?.active) throw new ApiError('invalid_code');
  return { workspace, org: null, ...install(slack, app, workspace, grant) };
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

/** Where the app is installed: in a workspace, or for a whole organisation. */
type Found = { readonly installation: Pick<Installation, 'scopes' | 'botUserId'> } & (
  | { readonly workspace: Workspace; readonly org: null }
  | { readonly workspace: null; readonly org: Org }
);

function installationOf({ keeper }: Slack, app: App, team: string | null): Found | null {
  const org = orgOf(keeper.world, team, app.id);
  if (org) return org.install.active ? { workspace: null, org, installation: org.install } : null;
  const workspace = keeper.world.workspaces.get(team ?? '');
  const installation = workspace?.installations.get(app.id);
  return workspace?.active && installation?.active ? { workspace, org: null, installation } : null;
}

/** The answer with one new pair, of a bot or of a person. */
function rotatedJson(
  slack: Slack,
  app: App,
  { kind, userId, scopes }: Owner,
  issued: Issued,
  { workspace, org, installation }: Found,
): Answer {
  const place = placeJson(slack, workspace, org);
  if (kind === 'bot') {
    if (org) keepOrgToken(slack, org, issued.accessToken);
    else if (workspace) keepBotToken(slack, workspace.id, app.id, issued.accessToken);
    return { ...botJson(app, installation, issued), ...place };
  }
  return {
    ...tokenJson('user', issued),
    scope: scopes.join(','),
    app_id: app.id,
    ...place,
    authed_user: { id: userId },
  };
}

function botJson(app: App, { scopes, botUserId }: Found['installation'], issued: Issued): Answer {
  return {
    ...tokenJson('bot', issued),
    scope: scopes.join(','),
    bot_user_id: botUserId,
    app_id: app.id,
  };
}

function placeJson({ keeper }: Slack, workspace: Workspace | null, org: Org | null): Answer {
  if (org) {
    const { id, name } = org.enterprise;
    return { team: null, enterprise: { id, name }, is_enterprise_install: true };
  }
  if (!workspace) throw new Error('an installation is neither of a workspace nor of an organisation');
  const { id, name } = workspace;
  const enterprise = enterpriseOf(keeper.world, workspace);
  return { team: { id, name }, enterprise, is_enterprise_install: false };
}
