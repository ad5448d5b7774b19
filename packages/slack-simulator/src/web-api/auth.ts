import { revoke, uninstall } from '../oauth/installing.ts';
import { settingsOf } from '../slack.ts';
import { ApiError } from './api-error.ts';
import { flagArg, textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';

/** What a token is good for, its end, and the test of the line itself. */
export const authMethods: Readonly<Record<string, Method>> = {
  'api.test': { token: 'none', perMinute: 6_000, run: apiTest },
  'auth.test': { token: 'team', perMinute: 600, run: authTest },
  'auth.revoke': { token: 'team', takesRefreshTokens: true, perMinute: 50, run: authRevoke },
  'apps.uninstall': { token: 'team', perMinute: 20, run: appsUninstall },
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
  const { workspace, installation, token, userId } = callerOf(call);
  return {
    url: `${call.slack.publicUrl()}/workspaces/${workspace.domain}/`,
    team: workspace.name,
    user: workspace.users.get(userId)?.name ?? '',
    team_id: workspace.id,
    user_id: userId,
    ...(token.kind === 'bot' ? { bot_id: installation.botId } : {}),
    is_enterprise_install: false,
  };
}

function authRevoke(call: Call): Answer {
  const { workspace, token } = callerOf(call);
  const isTest = flagArg(call.args, 'test');
  if (!isTest) revoke(call.slack, workspace, token);
  return { revoked: !isTest };
}

function appsUninstall(call: Call): Answer {
  const { workspace, app } = callerOf(call);
  if (textArg(call.args, 'client_id') !== app.clientId) throw new ApiError('client_id_token_mismatch');
  if (textArg(call.args, 'client_secret') !== app.clientSecret) throw new ApiError('bad_client_secret');
  uninstall(call.slack, workspace, app.id);
  return {};
}

function connectionsOpen(call: Call): Answer {
  const { app, slack } = call;
  if (!app) throw new ApiError('not_authed');
  if (!app.socketMode) throw new ApiError(settingsOf(slack).socketModeOffError);
  const url = `${slack.publicUrl().replace(/^http/, 'ws')}${slack.hub.ticketPath(app.id)}`;
  return { url };
}
