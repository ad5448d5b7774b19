import type { CookieSerializeOptions } from '@fastify/cookie';

/** The gateway's cookies: their names, and the attributes they are set with. */
export interface Cookies {
  /** Holds the session's secret. */
  readonly session: string;
  /** Holds the secret that binds an install to the browser which began it. */
  readonly install: string;
  attributes(maxAgeS: number): CookieSerializeOptions;
}

/**
 * Under HTTPS the names carry the `__Host-` prefix, so that no other site under the same domain can set them.
 * Lax: they must come along when Slack sends the browser back, which is a link from another site.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-' : '';
  return {
    session: `${prefix}muster_session`,
    install: `${prefix}muster_install`,
    attributes: (maxAgeS) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: maxAgeS }),
  };
}
