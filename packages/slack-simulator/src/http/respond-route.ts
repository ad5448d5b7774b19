import type { FastifyInstance } from 'fastify';
import { respond } from '../interactivity/respond.ts';
import type { Slack } from '../slack.ts';
import { ApiError } from '../web-api/api-error.ts';
import { readBody } from '../web-api/read-body.ts';
import type { NewLine } from '../wire/wire-log.ts';

/** What the caller of a `response_url` is told. */
interface Answer {
  readonly status: number;
  readonly error?: string;
}

/** How Slack calls an address that does not work any more; one that it never gave out counts as expired. */
const REFUSALS = { used: 'used_url', expired: 'expired_url', unknown: 'expired_url' };

/** `/respond/<key>`: where a `response_url` leads. Refused answers use none of its uses up. */
export function respondRoute(server: FastifyInstance, slack: Slack): void {
  server.post<{ Params: { key: string } }>('/respond/:key', async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : '';
    const line = slack.wire.begin(lineOf(slack, request.params.key, body));
    const { status, error } = answer(slack, request.params.key, body);
    const told = error === undefined ? { ok: true } : { ok: false, error };
    slack.wire.end(line, { outcome: error ?? 'ok', isFailure: error !== undefined, toApp: told });
    return reply.code(status).send(told);
  });
}

/** For the view of the wire: whose answer it is, if the address is still good. */
function lineOf(slack: Slack, key: string, text: string): NewLine {
  const found = slack.interactions.responseUrls.find(key);
  const { appId, team } = found.kind === 'open' ? found.place : { appId: null, team: null };
  const body = readBody('application/json', text);
  const fromApp = { response_url: `/respond/${key}`, ...(body.kind === 'read' ? body.args : {}) };
  return { kind: 'call', appId, team, connectionId: null, title: 'response_url', fromApp, toApp: null };
}

function answer(slack: Slack, key: string, text: string): Answer {
  const { responseUrls } = slack.interactions;
  const body = readBody('application/json', text);
  if (body.kind === 'refused') return { status: 400, error: body.error };
  const found = responseUrls.find(key);
  if (found.kind !== 'open') return { status: 404, error: REFUSALS[found.kind] };
  try {
    respond(slack, found.place, body.args);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.code === 'expired_url' ? 404 : 400, error: error.code };
  }
  responseUrls.use(key);
  return { status: 200 };
}
