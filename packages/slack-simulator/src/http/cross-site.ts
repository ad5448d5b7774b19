import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Whether a page of another origin sent the request. Browsers say so themselves, in headers that no page can forge
 * (https://www.w3.org/TR/fetch-metadata/); what is no browser sends neither of them and is let through. `ownUrl`:
 * where browsers reach this server, if not at the host that they name.
 */
export function isCrossSite(headers: IncomingHttpHeaders, ownUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  // Another port is the same site, but not the same origin. `none` is the person at their address bar.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return ![new URL(ownUrl).origin, `http://${host}`, `https://${host}`].includes(origin);
}

/**
 * Refuses what pages of other origins send to the control: it needs no password, so that any page that somebody
 * happens to visit could install apps and speak as anyone. `ownUrl` is asked once the server listens.
 */
export function guardControl(server: FastifyInstance, ownUrl: () => string): void {
  server.addHook('onRequest', async (request, reply) => {
    // By the route, for its address can be written in other ways too.
    const isControl = request.routeOptions.url?.startsWith('/_sim/') === true;
    if (request.method === 'GET' || !isControl) return;
    if (!isCrossSite(request.headers, ownUrl())) return;
    const message = 'a page of another origin may not use the control';
    return reply.code(403).send({ error: { code: 'cross_site', message } });
  });
}
