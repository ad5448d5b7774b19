import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { textArg } from '../web-api/args.ts';
import type { Request } from '../web-api/exchange.ts';
import { readBody, readForm } from '../web-api/read-body.ts';
import type { WebApi } from '../web-api/web-api.ts';

/** `/api/<method>` by GET and POST. */
export function apiRoutes(server: FastifyInstance, webApi: WebApi): void {
  server.route<{ Params: { method: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: async (request, reply) => {
      const response = await webApi.answer(readRequest(request, request.params.method));
      if (response === null) return hang(reply);
      return reply.code(response.status).headers(response.headers).send(response.body);
    },
  });
}

function readRequest(request: FastifyRequest, method: string): Request {
  const query = readForm(request.url.split('?')[1] ?? '');
  const body = readBody(
    request.headers['content-type'],
    typeof request.body === 'string' ? request.body : '',
  );
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const basic = scheme.toLowerCase() === 'basic' ? readBasic(credentials) : {};
  const args = { ...query, ...(body.kind === 'read' ? body.args : {}), ...basic };
  const bearer = scheme.toLowerCase() === 'bearer' && credentials !== '' ? credentials : null;
  return {
    method,
    args,
    token: bearer ?? textArg(args, 'token') ?? null,
    bodyError: body.kind === 'refused' ? body.error : null,
  };
}

/** A client's id and secret may come as HTTP Basic credentials. */
function readBasic(credentials: string): { client_id: string; client_secret: string } {
  const [client_id = '', client_secret = ''] = Buffer.from(credentials, 'base64').toString().split(':');
  return { client_id, client_secret };
}

function hang(reply: FastifyReply): FastifyReply {
  reply.hijack();
  return reply;
}
