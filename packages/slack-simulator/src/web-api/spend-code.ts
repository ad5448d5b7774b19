import type { CodeStore, Grant } from '../oauth/codes.ts';
import type { App } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import type { Call } from './method.ts';

/**
 * What the call's code stands for. It is spent by the first attempt, also by one that then fails. `isSignIn`: whether
 * it must come from the page of *Sign in with Slack* or from that of installing.
 */
export function spendCode({ args }: Call, app: App, codes: CodeStore, isSignIn: boolean): Grant {
  const used = codes.use(textArg(args, 'code') ?? '');
  if (used.kind === 'refused') throw new ApiError(used.error);
  const { grant } = used;
  if (grant.appId !== app.id) throw new ApiError('invalid_code');
  if ((grant.signIn !== null) !== isSignIn) throw new ApiError('oauth_authorization_url_mismatch');
  // The second step must repeat what the first one said; both may leave it out.
  if (grant.redirectUri !== (textArg(args, 'redirect_uri') ?? null)) throw new ApiError('bad_redirect_uri');
  return grant;
}
