import type { FastifyInstance } from 'fastify';
import { type Control, ControlError } from '../../control/control.ts';
import { isFromForeignPage } from '../../http/foreign-page.ts';
import { appRoutes } from './app-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { interactivityRoutes } from './interactivity-routes.ts';
import { ownAppRoutes } from './own-app-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { readAsked } from './route.ts';
import { talkRoutes } from './talk-routes.ts';

/** `/_sim/…`: the control over HTTP, not for foreign web pages. `/_sim` lists its routes. Refusals are `{ error: { code, message } }`. */
export function controlRoutes(server: FastifyInstance, control: Control, publicUrl: () => string): void {
  keepForeignPagesOut(server, publicUrl);
  const routes = [
    ...readingRoutes(control),
    ...talkRoutes(control),
    ...interactivityRoutes(control),
    ...placeRoutes(control),
    ...appRoutes(control),
    ...identityRoutes(control),
    ...ownAppRoutes(control),
    ...faultRoutes(control),
  ];
  const list = routes.map(([method, path]) => `${method} /_sim${path}`);
  server.get('/_sim', (_request, reply) =>
    reply.send({ routes: [...list, 'GET /_sim/stream', 'GET /_sim/workspaces/:team/files/:file'] }),
  );
  for (const [method, path, act] of routes) {
    server.route({
      method,
      url: `/_sim${path}`,
      handler: async (request, reply) => {
        try {
          return reply.send((await act(readAsked(request))) ?? { ok: true });
        } catch (error) {
          if (!(error instanceof ControlError)) throw error;
          return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
        }
      },
    });
  }
}

function keepForeignPagesOut(server: FastifyInstance, publicUrl: () => string): void {
  server.addHook('onRequest', async (request, reply) => {
    // The route that was found, for the address can be spelt in other ways.
    if (!request.routeOptions.url?.startsWith('/_sim')) return;
    if (!isFromForeignPage(request, publicUrl())) return;
    const message = 'web pages of another origin may not control this Slack';
    await reply.code(403).send({ error: { code: 'foreign_page', message } });
  });
}
