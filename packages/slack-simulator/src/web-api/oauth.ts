import type { CodeStore } from '../oauth/codes.ts';
import { grantUserToken, install } from '../oauth/installing.ts';
import type { App } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import type { Answer, Call, Method } from './method.ts';

/** `oauth.v2.access`: a code becomes an installation and its token. */
export function oauthMethods(codes: CodeStore): Readonly<Record<string, Method>> {
  return {
    'oauth.v2.access': { token: 'none', perMinute: 600, run: (call) => access(call, codes) },
  };
}

function access(call: Call, codes: CodeStore): Answer {
  const { args, slack } = call;
  const app = appOf(call);
  if (textArg(args, 'grant_type') === 'refresh_token') throw new ApiError('invalid_refresh_token');
  // The code is spent by the first attempt, also by one that then fails.
  const grant = codes.use(textArg(args, 'code') ?? '');
  if (!grant || grant.appId !== app.id) throw new ApiError('invalid_code');
  if (!sameRedirect(grant.redirectUri, textArg(args, 'redirect_uri'))) throw new ApiError('bad_redirect_uri');
  const workspace = slack.keeper.world.workspaces.get(grant.team);
  if (!workspace?.active) throw new ApiError('invalid_code');
  const installation = install(slack, app, workspace, grant);
  const user =
    grant.userScopes.length === 0
      ? { id: grant.user }
      : {
          id: grant.user,
          scope: grant.userScopes.join(','),
          access_token: grantUserToken(slack, app, workspace, grant.user, grant.userScopes),
          token_type: 'user',
        };
  return {
    access_token: installation.botToken,
    token_type: 'bot',
    scope: installation.scopes.join(','),
    bot_user_id: installation.botUserId,
    app_id: app.id,
    team: { id: workspace.id, name: workspace.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: user,
  };
}

function appOf({ slack, args }: Call): App {
  const clientId = textArg(args, 'client_id');
  const app = [...slack.keeper.world.apps.values()].find((one) => one.clientId === clientId);
  if (!app) throw new ApiError('invalid_client_id');
  if (textArg(args, 'client_secret') !== app.clientSecret) throw new ApiError('bad_client_secret');
  return app;
}

/** The second step must repeat what the first one said; both may leave it out. */
function sameRedirect(first: string | null, second: string | undefined): boolean {
  return first === (second ?? null);
}
