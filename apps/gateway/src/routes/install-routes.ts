import { authorizeUrl } from '@muster/slack/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Cookies } from '../auth/cookies.ts';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import { isStoreAway } from '../errors.ts';
import { noAppPage, storeDownPage } from '../pages/install-pages.ts';
import { type Page, renderPage } from '../pages/page.ts';
import type { GatewayParts } from '../parts.ts';
import { finishInstall } from './finish-install.ts';
import type { GatewayServer } from './route-kit.ts';

/** An install has to be finished within this time, which is also how long Slack's code lives. */
const INSTALL_MAX_AGE_S = 600;
/** Installs begun or finished, per address and minute. */
const INSTALL_LIMIT = { max: 300, timeWindow: 60_000 };
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const APP_ID = /^[A-Z0-9]{2,40}$/;

/** A value of the query; one that is given twice counts as absent. */
const single = z.string().max(2000).optional().catch(undefined);

/** Adding the bot to a workspace: to Slack, and back. Open to everyone. */
export function installRoutes(server: GatewayServer, parts: GatewayParts, cookies: Cookies): void {
  const { config, store, clock, metrics } = parts;
  const redirectUrl = `${config.publicUrl}/slack/oauth_redirect`;
  const installs = metrics.counter('muster_installs_total', 'Installs that came back from Slack', [
    'outcome',
  ]);

  async function begin(app: string | undefined, browser: string): Promise<string | null> {
    const appId = app ?? config.sharedApp?.id;
    const slackApp = appId === undefined || !APP_ID.test(appId) ? null : await store.apps.byId(appId);
    if (!slackApp?.clientId) return null;
    const state = newSecret();
    await store.oauthStates.issue({
      stateHash: hashSecret(state),
      browserHash: hashSecret(browser),
      appId: slackApp.id,
      expiresAt: new Date(clock.wallMs() + INSTALL_MAX_AGE_S * 1000),
    });
    return authorizeUrl({
      authorizeUrl: config.slackAuthorizeUrl,
      clientId: slackApp.clientId,
      redirectUrl,
      state,
    });
  }

  server.get(
    '/slack/install',
    {
      config: { rateLimit: INSTALL_LIMIT },
      schema: { hide: true, querystring: z.object({ app: single, moved: single }) },
    },
    async (request, reply) => {
      const { app, moved } = request.query;
      const elsewhere = moved === undefined ? underPublicName(request, config.publicUrl) : null;
      if (elsewhere !== null) return reply.redirect(elsewhere, 302);
      // One secret per browser, so that installs begun in two tabs do not lock each other out.
      const browser = knownBrowser(request.cookies[cookies.install]) ?? newSecret();
      const slackUrl = await begin(app, browser);
      if (slackUrl === null) return sendPage(reply, 404, noAppPage());
      reply.setCookie(cookies.install, browser, cookies.attributes(INSTALL_MAX_AGE_S));
      return reply.header('cache-control', 'no-store').redirect(slackUrl, 302);
    },
  );

  server.get(
    '/slack/oauth_redirect',
    {
      config: { rateLimit: INSTALL_LIMIT },
      schema: { hide: true, querystring: z.object({ code: single, state: single, error: single }) },
    },
    async (request, reply) => {
      const { code, state, error } = request.query;
      const browser = knownBrowser(request.cookies[cookies.install]);
      const end = await finishInstall(parts, { code, state, error, browser, redirectUrl });
      installs.add({ outcome: end.outcome });
      if (end.kind === 'page') return sendPage(reply, end.status, end.page);
      return reply.header('cache-control', 'no-store').redirect(end.url, 302);
    },
  );
}

/** The page in the place of an error for whoever is in the middle of an install. */
export function sendInstallError(reply: FastifyReply, error: unknown): FastifyReply | null {
  return isStoreAway(error) ? sendPage(reply, 503, storeDownPage(null)) : null;
}

/** Sends a page that no cache keeps. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(renderPage(page));
}

function knownBrowser(cookie: string | undefined): string | undefined {
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
}

/**
 * Slack sends the browser back to the public name. A laptop answers to several names, and a cookie set under
 * `127.0.0.1` is not there under `localhost`: then a browser is sent to begin under the public name, once.
 */
function underPublicName(request: FastifyRequest, publicUrl: string): string | null {
  if (request.headers['sec-fetch-mode'] !== 'navigate') return null;
  const { host } = request.headers;
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  const { hostname } = new URL(`http://${host}`);
  const { hostname: publicName } = new URL(publicUrl);
  if (hostname === publicName || !LOOPBACK.has(hostname) || !LOOPBACK.has(publicName)) return null;
  const url = new URL('/slack/install', publicUrl);
  url.search = new URL(request.url, publicUrl).search;
  url.searchParams.set('moved', '1');
  return url.href;
}
