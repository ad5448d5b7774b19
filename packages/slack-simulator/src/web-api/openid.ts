import type { CodeStore } from '../oauth/codes.ts';
import { issueToken, renewToken, signsIn } from '../oauth/rotation.ts';
import { claimsOf } from '../openid/claims.ts';
import { makeIdToken } from '../openid/id-token.ts';
import type { App } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import { clientOf } from './client-of.ts';
import { byGrantType } from './grant-type.ts';
import { type Answer, type Call, callerOf, type Method, needScope } from './method.ts';
import { spendCode } from './spend-code.ts';
import { tokenJson } from './token-json.ts';

/** *Sign in with Slack* (https://docs.slack.dev/authentication/sign-in-with-slack). It installs nothing. */
export function openidMethods(codes: CodeStore): Readonly<Record<string, Method>> {
  return {
    'openid.connect.token': { token: 'none', perMinute: 100, run: (call) => token(call, codes) },
    'openid.connect.userInfo': { token: 'team', perMinute: 100, run: userInfo },
  };
}

function token(call: Call, codes: CodeStore): Answer {
  const app = clientOf(call);
  return byGrantType(call, {
    authorizationCode: () => accept(call, app, codes),
    refreshToken: () => refresh(call, app),
  });
}

function accept(call: Call, app: App, codes: CodeStore): Answer {
  const { slack } = call;
  const { team, user: userId, userScopes: scopes, signIn } = spendCode(call, app, codes, true);
  const workspace = slack.keeper.world.workspaces.get(team);
  const person = workspace?.users.get(userId);
  if (!workspace?.active || !person || !signIn) throw new ApiError('invalid_code');
  const issued = issueToken(slack, app, { kind: 'user', team, userId, scopes });
  const { accessToken } = issued;
  const claims = claimsOf(workspace, person, scopes);
  const id_token = makeIdToken(slack, { clientId: app.clientId, accessToken, signIn, claims });
  return { ...tokenJson('Bearer', issued), id_token };
}

function refresh({ slack, args }: Call, app: App): Answer {
  const given = textArg(args, 'refresh_token') ?? '';
  const known = slack.keeper.world.tokens.get(given);
  const isActive = slack.keeper.world.workspaces.get(known?.team ?? '')?.active === true;
  const renewed = known && signsIn(known) && isActive ? renewToken(slack, app, given) : null;
  if (!renewed) throw new ApiError('invalid_refresh_token');
  return tokenJson('Bearer', renewed.issued);
}

function userInfo(call: Call): Answer {
  const caller = callerOf(call);
  if (caller.token.kind !== 'user') throw new ApiError('not_allowed_token_type');
  needScope(caller, 'openid');
  const person = caller.workspace.users.get(caller.userId);
  if (!person) throw new ApiError('user_not_found');
  return claimsOf(caller.workspace, person, caller.scopes);
}
