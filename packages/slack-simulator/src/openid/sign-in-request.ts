import { type Asker, type Refused, readAsker, refused } from '../oauth/authorize-request.ts';
import type { World } from '../state/model.ts';
import { type Args, textArg } from '../web-api/args.ts';

/** A wish to know who somebody is, checked. */
export interface SignInRequest extends Asker {
  readonly scopes: readonly string[];
  readonly nonce: string | null;
}

const SCOPES = ['openid', 'profile', 'email'];

/** Checks the parameters of `/openid/connect/authorize` (https://docs.slack.dev/authentication/sign-in-with-slack). */
export function readSignInRequest(world: World, args: Args): SignInRequest | Refused {
  const asker = readAsker(world, args);
  if (asker.kind === 'refused') return asker;
  if ((textArg(args, 'response_type') ?? 'code') !== 'code')
    return refused('unsupported_response_type', 'The response type must be code.');
  // OpenID Connect has them apart by spaces, the rest of Slack by commas.
  const scopes = (textArg(args, 'scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  if (!scopes.includes('openid')) return refused('invalid_scope', 'The scope openid must be asked for.');
  const other = scopes.filter((scope) => !SCOPES.includes(scope));
  if (other.length > 0)
    return refused('invalid_scope', `Sign in with Slack cannot ask for other scopes: ${other.join(', ')}`);
  return { ...asker, scopes: [...new Set(scopes)], nonce: textArg(args, 'nonce') ?? null };
}
