import type { FastifyInstance } from 'fastify';
import { type Control, ControlError } from '../../control/control.ts';
import { appRoutes } from './app-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { interactivityRoutes } from './interactivity-routes.ts';
import { ownAppRoutes } from './own-app-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { readAsked } from './route.ts';
import { talkRoutes } from './talk-routes.ts';

/** `/_sim/…`: the control over HTTP. Refusals are `{ error: { code, message } }`. */
export function controlRoutes(server: FastifyInstance, control: Control): void {
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
