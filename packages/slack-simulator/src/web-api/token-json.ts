import type { Issued } from '../oauth/rotation.ts';
import type { Answer } from './method.ts';

/** An access token as an answer gives it, and what keeps it alive. */
export function tokenJson(type: 'bot' | 'user' | 'Bearer', { accessToken, renewal }: Issued): Answer {
  const more = renewal ? { expires_in: renewal.expiresInS, refresh_token: renewal.refreshToken } : {};
  return { access_token: accessToken, token_type: type, ...more };
}
