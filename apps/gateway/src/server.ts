import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { answerErrors, refuseAddress } from './answer-errors.ts';
import { cookiesFor } from './auth/cookies.ts';
import { requireOperator } from './auth/operator.ts';
import { PAGE_STYLE_SOURCE } from './pages/page.ts';
import type { GatewayParts } from './parts.ts';
import { appRoutes } from './routes/app-routes.ts';
import { consoleRoutes } from './routes/console-routes.ts';
import { deadLetterRoutes } from './routes/dead-letter-routes.ts';
import { collectDocs, docsRoutes } from './routes/docs-routes.ts';
import { fleetRoutes } from './routes/fleet-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { installRoutes } from './routes/install-routes.ts';
import { releaseRoute } from './routes/release-route.ts';
import type { GatewayServer } from './routes/route-kit.ts';
import { openSessionRoutes, signInLinkRoutes } from './routes/session-routes.ts';
import { slotRoutes } from './routes/slot-routes.ts';
import { workspaceRoutes } from './routes/workspace-routes.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** The gateway's HTTP server, ready to listen or to be asked in tests. The caller closes it. */
export async function buildServer(parts: GatewayParts): Promise<GatewayServer> {
  const { config, store } = parts;
  const server: GatewayServer = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A proxy in front is on this machine or in the private network; nobody else's word on addresses counts.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    // Without it, a stop waits for browsers that keep connections open.
    forceCloseConnections: true,
    return503OnClosing: true,
    frameworkErrors: refuseAddress,
  }).withTypeProvider();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  answerErrors(server, parts.log);
  allowEmptyJson(server);
  await server.register(helmet, securityHeaders(config.publicUrl));
  await server.register(cookie);
  await server.register(rateLimit, { global: false });
  timeRequests(server, parts);
  await collectDocs(server);

  const cookies = cookiesFor(config.publicUrl);
  const guard = requireOperator({
    operatorToken: config.operatorToken,
    publicUrl: config.publicUrl,
    cookies,
    sessions: store.sessions,
  });
  healthRoutes(server, parts);
  installRoutes(server, parts, cookies);
  openSessionRoutes(server, parts, cookies);
  await server.register(async (guarded) => {
    guarded.addHook('onRequest', guard);
    const typed: GatewayServer = guarded.withTypeProvider();
    signInLinkRoutes(typed, parts);
    fleetRoutes(typed, parts);
    workspaceRoutes(typed, parts);
    appRoutes(typed, parts);
    slotRoutes(typed, parts);
    releaseRoute(typed, parts);
    deadLetterRoutes(typed, parts);
  });
  await docsRoutes(server, guard);
  await consoleRoutes(server, parts.consoleDir);
  await server.ready();
  return server;
}

/** Many clients name JSON as their content type even where they send nothing. */
function allowEmptyJson(server: GatewayServer): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
    body === '' ? done(null, undefined) : parse(request, body, done),
  );
}

/** Headers for browsers. Nothing comes from elsewhere, nothing runs inline, nobody frames us. */
function securityHeaders(publicUrl: string) {
  const isSecure = new URL(publicUrl).protocol === 'https:';
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", PAGE_STYLE_SOURCE],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
}

/** Times every answer by its route's pattern; the address itself may hold a code or a state. */
function timeRequests(server: GatewayServer, { metrics, log }: GatewayParts): void {
  const timer = metrics.timer('muster_http_request_seconds', 'Time to answer', ['method', 'route', 'status']);
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    timer.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    log.debug({ method, route, status: reply.statusCode }, 'answered');
  });
  // What the API answers is of the moment and for one reader.
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/v1/')) reply.header('cache-control', 'no-store');
  });
}
