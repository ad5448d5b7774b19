import Fastify, { type FastifyInstance } from 'fastify';
import type { Control } from '../control/control.ts';
import { controlRoutes } from '../control-api/routes/control-routes.ts';
import { streamRoute } from '../control-api/stream-route.ts';
import { filesRoutes } from '../files/file-routes.ts';
import type { CodeStore } from '../oauth/codes.ts';
import { installRoutes } from '../oauth/install-routes.ts';
import { oauthRoutes } from '../oauth/oauth-routes.ts';
import { openidRoutes } from '../openid/openid-routes.ts';
import type { Slack } from '../slack.ts';
import type { Faults } from '../web-api/faults.ts';
import type { WebApi } from '../web-api/web-api.ts';
import { apiRoutes } from './api-routes.ts';
import { plainPages } from './plain-pages.ts';
import { respondRoute } from './respond-route.ts';
import { staticFiles } from './static-files.ts';
import { upgrades } from './upgrades.ts';

/** A text of a megabyte, escaped as a form and with its blocks, still fits. */
const BODY_LIMIT_BYTES = 20_000_000;

export interface ServerParts {
  readonly slack: Slack;
  readonly control: Control;
  readonly webApi: WebApi;
  readonly codes: CodeStore;
  readonly faults: Faults;
  readonly pageDir: string | undefined;
}

/** Everything that listens on the simulator's one port. Not yet listening. */
export function buildServer(parts: ServerParts): FastifyInstance {
  const { slack } = parts;
  const server = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    keepAliveTimeout: 60_000,
  });
  // Slack's methods read their bodies by their own rules: an empty one is fine whatever its type says.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: { code: 'failed', message: error.message } }),
  );
  apiRoutes(server, parts.webApi);
  oauthRoutes(server, slack, parts.codes);
  openidRoutes(server, slack, parts.codes);
  installRoutes(server, slack);
  respondRoute(server, slack);
  filesRoutes(server, slack);
  controlRoutes(server, parts.control, slack.publicUrl);
  streamRoute(server, slack.notices);
  if (parts.pageDir === undefined) plainPages(server, slack);
  else staticFiles(server, parts.pageDir);
  upgrades(server, slack, parts.faults);
  return server;
}
