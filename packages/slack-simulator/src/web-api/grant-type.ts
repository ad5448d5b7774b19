import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import type { Answer, Call } from './method.ts';

/** Answers by what the call brings for its tokens: the code of a consent page, or a refresh token. */
export function byGrantType(
  { args }: Call,
  grants: { authorizationCode(): Answer; refreshToken(): Answer },
): Answer {
  switch (textArg(args, 'grant_type') ?? 'authorization_code') {
    case 'authorization_code':
      return grants.authorizationCode();
    case 'refresh_token':
      return grants.refreshToken();
    default:
      throw new ApiError('invalid_grant_type');
  }
}
