import type { Log } from '@muster/fleet';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ApiError, isStoreAway } from './errors.ts';
import { sendInstallError, sendPage } from './routes/install-routes.ts';
import type { GatewayServer } from './routes/route-kit.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Turns everything that goes wrong into JSON under `/api`, and into a page elsewhere. */
export function answerErrors(server: GatewayServer, log: Log): void {
  server.setErrorHandler((error: unknown, request, reply) => {
    const answer = toAnswer(error);
    if (answer.status >= 500 && !(error instanceof ApiError) && !isStoreAway(error))
      log.error({ error, method: request.method, route: request.routeOptions.url }, 'a request failed');
    if (error instanceof ApiError && error.retryAfterS !== null)
      reply.header('retry-after', error.retryAfterS);
    if (isApi(request)) return sendJson(reply, answer);
    return sendInstallError(reply, error) ?? sendPage(reply, answer.status, failurePage(answer));
  });
  server.setNotFoundHandler((request, reply) => {
    if (isApi(request))
      return sendJson(reply, {
        status: 404,
        code: 'not_found',
        message: 'There is nothing at this address.',
      });
    return sendPage(reply, 404, {
      tone: 'neutral',
      title: 'There is nothing here',
      paragraphs: ['The address may be mistyped or out of date.'],
      actions: [{ label: 'Open the console', href: '/' }],
    });
  });
}

/** The same for what the router itself refuses: an address that is no address, or far too long. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const answer = {
    status: error.statusCode ?? 400,
    code: 'bad_request',
    message: error.statusCode === 414 ? 'The address is too long.' : 'The address is not well-formed.',
  };
  return isApi(request) ? sendJson(reply, answer) : sendPage(reply, answer.status, failurePage(answer));
}

function toAnswer(error: unknown): Answer {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map(({ instancePath, message }) =>
      [instancePath.replace(/^\//, '').replaceAll('/', '.'), message].filter(Boolean).join(': '),
    );
    return { status: 400, code: 'bad_request', message: problems.join('; ') };
  }
  if (isStoreAway(error))
    return {
      status: 503,
      code: 'store_unavailable',
      message: 'The database does not answer. Try again soon.',
    };
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (statusCode === 429)
    return {
      status: 429,
      code: 'too_many_requests',
      message: 'Too many tries. Wait a minute, then try again.',
    };
  // What Fastify itself refuses: bodies that are too large, no JSON, of an unknown type.
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'bad_request', message: String(message) };
  return { status: 500, code: 'internal', message: 'Something went wrong here. The log has the details.' };
}

function failurePage({ status, message }: Answer) {
  return {
    tone: 'bad' as const,
    title: status === 429 ? 'Slow down a little' : 'That did not work',
    paragraphs: [message],
    actions: [{ label: 'Open the console', href: '/' }],
  };
}

function isApi(request: FastifyRequest): boolean {
  return request.url === '/api' || request.url.startsWith('/api/');
}

function sendJson(reply: FastifyReply, { status, code, message }: Answer): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code, message } }));
}
