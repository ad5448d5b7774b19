import type { FastifyInstance } from 'fastify';
import { respond } from '../events/interactive.ts';
import type { ResponseUrls } from '../events/response-urls.ts';
import type { Slack } from '../slack.ts';
import { readBody } from '../web-api/read-body.ts';

/** `/respond/<key>`: where a `response_url` leads. */
export function respondRoute(server: FastifyInstance, slack: Slack, responseUrls: ResponseUrls): void {
  server.post<{ Params: { key: string } }>('/respond/:key', async (request, reply) => {
    const body = readBody('application/json', typeof request.body === 'string' ? request.body : '');
    if (body.kind === 'refused') return reply.code(400).send({ ok: false, error: body.error });
    const place = responseUrls.use(request.params.key);
    if (!place) return reply.code(404).send({ ok: false, error: 'used_url' });
    respond(slack, place, body.args);
    return reply.send({ ok: true });
  });
}
