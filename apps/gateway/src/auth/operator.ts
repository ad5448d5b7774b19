import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { GatewayStore } from '../parts.ts';
import type { Cookies } from './cookies.ts';
import { hashUnder, isSameSecret } from './secrets.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a request through that carries the operator token (`Authorization: Bearer`) or a session's cookie. A
 * cookie comes along by itself, so a request that changes something and relies on it must come from our own pages.
 */
export function requireOperator(options: {
  readonly operatorToken: string;
  readonly publicUrl: string;
  readonly cookies: Cookies;
  readonly sessions: Pick<GatewayStore['sessions'], 'isOpen'>;
}) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      if (isSameSecret(bearer, options.operatorToken)) return;
      throw new ApiError(401, 'wrong_token', 'The operator token is not right.');
    }
    const secret = request.cookies[options.cookies.session];
    const isOpen = (one: string) => options.sessions.isOpen(hashUnder(options.operatorToken, one));
    if (secret === undefined || !(await isOpen(secret)))
      throw new ApiError(
        401,
        'not_signed_in',
        'Sign in first, or send the operator token as a bearer token.',
      );
    requireOwnOrigin(request, options.publicUrl);
  };
}

/**
 * Refuses a changing request that another site's page made. Every browser sends `Origin` with those; a host
 * name that matches it counts too, for the gateway may be reached under several names.
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  if (origin !== undefined && (origin === publicUrl || isSameHost(origin, host, publicUrl))) return;
  throw new ApiError(403, 'foreign_origin', 'This request did not come from a page of this console.');
}

/** A page that came unencrypted may be anybody's, even under our own host name. */
function isSameHost(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host && (from.protocol === 'https:' || !publicUrl.startsWith('https:'));
}
