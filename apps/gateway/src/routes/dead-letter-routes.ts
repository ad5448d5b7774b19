import { deadLetterList, deadLetterName, errorAnswer } from '@muster/api';
import type { DeadLetter } from '@muster/store';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import type { GatewayServer } from './route-kit.ts';

const TAGS = ['dead letters'];
const MAX_LISTED = 500;

/** What was given up, and giving it another set of tries. */
export function deadLetterRoutes(server: GatewayServer, { store, bell, log }: GatewayParts): void {
  server.get(
    '/api/v1/dead-letters',
    {
      schema: {
        tags: TAGS,
        summary: `Parked commands and messages set aside, the newest ${MAX_LISTED} first`,
        response: { 200: deadLetterList },
      },
    },
    async () => ({ items: (await store.deadLetters.list(MAX_LISTED)).map(toView) }),
  );

  server.post(
    '/api/v1/dead-letters/:kind/:id/replay',
    {
      schema: {
        tags: TAGS,
        summary: 'Give a command or message another set of tries',
        params: deadLetterName,
        response: { 202: z.object({ lane: z.string() }), 404: errorAnswer },
      },
    },
    async (request, reply) => {
      const { kind, id } = request.params;
      const lane = await store.deadLetters.replay(kind, id);
      if (lane === null) throw new ApiError(404, 'not_found', 'There is no such dead letter.');
      await store.audit.add({ actor: 'operator', action: `${kind}.replayed`, details: { id, lane } });
      await bell
        .ring(lane, { key: null, name: 'replay', args: {} })
        .catch((error: unknown) => log.debug({ lane, error }, 'could not ring; a sweeper will'));
      return reply.code(202).send({ lane });
    },
  );
}

function toView({ installationId, since, ...rest }: DeadLetter) {
  return { ...rest, workspaceId: installationId, since: since.toISOString() };
}
