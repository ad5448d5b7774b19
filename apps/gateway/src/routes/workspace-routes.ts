import {
  acceptedMessage,
  errorAnswer,
  newMessage,
  workspaceList,
  workspaceView as workspaceViewSchema,
} from '@muster/api';
import type { Installation } from '@muster/store';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { readWorkspaces } from '../views/read-workspaces.ts';
import { removeWorkspace } from './remove-workspace.ts';
import type { GatewayServer } from './route-kit.ts';

const TAGS = ['workspaces'];
const params = z.object({ id: z.string() });
/** How far Slack's clock may be from ours when a message is looked for that may have been sent. */
const CLOCKS_APART_MS = 60_000;
const isUuid = (id: string) => z.uuid().safeParse(id).success;

/** The workspaces that the bot is in, taking it out of one, and sending a message into one. */
export function workspaceRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { store, fleet, bell, clock, log } = parts;

  const views = (installations: readonly Installation[]) =>
    readWorkspaces({ store, fleet, clock }, installations);

  async function find(id: string): Promise<Installation> {
    const installation = isUuid(id) ? await store.installations.byId(id) : null;
    if (!installation) throw new ApiError(404, 'not_found', 'There is no such workspace.');
    return installation;
  }

  server.get(
    '/api/v1/workspaces',
    { schema: { tags: TAGS, summary: 'All workspaces, removed ones too', response: { 200: workspaceList } } },
    async () => ({ items: await views(await store.installations.list()) }),
  );

  server.get(
    '/api/v1/workspaces/:id',
    {
      schema: {
        tags: TAGS,
        summary: 'One workspace',
        params,
        response: { 200: workspaceViewSchema, 404: errorAnswer },
      },
    },
    async (request) => {
      const [view] = await views([await find(request.params.id)]);
      if (!view) throw new ApiError(404, 'not_found', 'There is no such workspace.');
      return view;
    },
  );

  server.delete(
    '/api/v1/workspaces/:id',
    {
      schema: {
        tags: TAGS,
        summary: 'Take the bot out: revoke its token at Slack, then forget it',
        params,
        response: { 204: z.undefined(), 404: errorAnswer, 502: errorAnswer },
      },
    },
    async (request, reply) => {
      await removeWorkspace(parts, await find(request.params.id));
      return reply.code(204).send();
    },
  );

  server.post(
    '/api/v1/workspaces/:id/messages',
    {
      schema: {
        tags: TAGS,
        summary: 'Send a message into the workspace',
        params,
        body: newMessage,
        response: { 202: acceptedMessage, 404: errorAnswer, 409: errorAnswer },
      },
    },
    async (request, reply) => {
      const { id: installationId, status } = await find(request.params.id);
      if (status !== 'active')
        throw new ApiError(409, 'not_connected', 'The bot was removed from this workspace.');
      const sinceTs = ((clock.wallMs() - CLOCKS_APART_MS) / 1000).toFixed(6);
      const { id, lane } = await store.outbox.addMessage({ installationId, ...request.body, sinceTs });
      await store.audit.add({
        actor: 'operator',
        action: 'message.requested',
        installationId,
        details: { channel: request.body.channel },
      });
      await bell
        .ring(lane, { key: `message:${id}`, name: 'message', args: { id } })
        .catch((error: unknown) => log.debug({ lane, error }, 'could not ring; a sweeper will'));
      return reply.code(202).send({ id });
    },
  );
}
