import { revoke, uninstall } from '../oauth/installing.ts';
import { grantedWorkspaces } from '../oauth/org-access.ts';
import { revokeOrg, uninstallOrg } from '../oauth/org-install.ts';
import { settingsOf } from '../slack.ts';
import { ApiError } from './api-error.ts';
import { flagArg, textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method, type OrgCaller } from './method.ts';
import { page } from './pages.ts';

/** What a token is good for, its end, and the test of the line itself. */
export const authMethods: Readonly<Record<string, Method>> = {
  'api.test': { token: 'none', perMinute: 6_000, run: apiTest },
  'auth.test': { token: 'team', orgWide: true, perMinute: 600, run: authTest },
  'auth.teams.list': { token: 'team', orgWide: true, perMinute: 20, run: teamsList },
  'auth.revoke': { token: 'team', orgWide: true, takesRefreshTokens: true, perMinute: 50, run: authRevoke },
  'apps.uninstall': { token: 'team', orgWide: true, perMinute: 20, run: appsUninstall },
  'apps.connections.open': {
    token: 'app',
    scopes: ['connections:write'],
    perMinute: 50,
    run: connectionsOpen,
  },
};

function apiTest(call: Call): Answer {
  const { token: _, ...args } = call.args;
  const error = textArg(args, 'error');
  if (error !== undefined) throw new ApiError(error, { args });
  return { args };
}

function authTest(call: Call): Answer {
  if (call.org) return orgTest(call, call.org);
  const { workspace, installation, token, userId } = callerOf(call);
  return {
    url: `${call.slack.publicUrl()}/workspaces/${workspace.domain}/`,
    team: workspace.name,
    user: workspace.users.get(userId)?.name ?? '',
    team_id: workspace.id,
    user_id: userId,
    ...(token.kind === 'bot' ? { bot_id: installation.botId } : {}),
    ...(workspace.enterprise === null ? {} : { enterprise_id: workspace.enterprise }),
    is_enterprise_install: false,
  };
}

/** An organisation is a team of its own to Slack here, with its own id. */
function orgTest({ slack }: Call, { enterprise, install, token, userId }: OrgCaller): Answer {
  const holder = [...slack.keeper.world.workspaces.values()].find(
    (one) => one.enterprise === enterprise.id && one.users.has(userId),
  );
  return {
    url: `${slack.publicUrl()}/`,
    team: enterprise.name,
    user: holder?.users.get(userId)?.name ?? '',
    team_id: enterprise.id,
    user_id: userId,
    ...(token.kind === 'bot' ? { bot_id: install.botId } : {}),
    enterprise_id: enterprise.id,
    is_enterprise_install: true,
  };
}

/** The workspaces that the token may use (https://docs.slack.dev/reference/methods/auth.teams.list). */
function teamsList(call: Call): Answer {
  const { slack, org } = call;
  const teams = org
    ? grantedWorkspaces(slack.keeper.world, org.enterprise.id, org.install.appId)
    : [callerOf(call).workspace];
  const { items, next } = page(call.args, teams, 100);
  return {
    teams: items.map(({ id, name }) => ({ id, name })),
    response_metadata: { next_cursor: next },
  };
}

function authRevoke(call: Call): Answer {
  const isTest = flagArg(call.args, 'test');
  if (isTest) return { revoked: false };
  if (call.org) revokeOrg(call.slack, call.org, call.org.token);
  else {
    const { workspace, token } = callerOf(call);
    revoke(call.slack, workspace, token);
  }
  return { revoked: true };
}

function appsUninstall(call: Call): Answer {
  const { app } = call.org ?? callerOf(call);
  if (textArg(call.args, 'client_id') !== app.clientId) throw new ApiError('client_id_token_mismatch');
  if (textArg(call.args, 'client_secret') !== app.clientSecret) throw new ApiError('bad_client_secret');
  if (call.org) uninstallOrg(call.slack, call.org);
  else uninstall(call.slack, callerOf(call).workspace, app.id);
  return {};
}

function connectionsOpen(call: Call): Answer {
  const { app, slack } = call;
  if (!app) throw new ApiError('not_authed');
  if (!app.socketMode) throw new ApiError(settingsOf(slack).socketModeOffError);
  const url = `${slack.publicUrl().replace(/^http/, 'ws')}${slack.hub.ticketPath(app.id)}`;
  return { url };
}
