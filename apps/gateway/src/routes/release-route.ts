import { errorAnswer } from '@muster/api';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { nudge } from './nudge.ts';
import type { GatewayServer } from './route-kit.ts';

/** A person's word that an app is well again. */
export function releaseRoute(server: GatewayServer, parts: GatewayParts): void {
  const { store, log } = parts;
  server.post(
    '/api/v1/apps/:appId/release',
    {
      schema: {
        tags: ['apps'],
        summary: 'Take an app that processes died of back among the others; its deaths are counted anew',
        params: z.object({ appId: z.string().max(100) }),
        response: { 202: z.object({}), 404: errorAnswer, 409: errorAnswer },
      },
    },
    async (request, reply) => {
      const { appId } = request.params;
      if (!(await store.apps.byId(appId))) throw new ApiError(404, 'not_found', 'There is no such app.');
      if (!(await store.deaths.release(appId, 'operator')))
        throw new ApiError(409, 'not_poison', 'This app is among the others already.');
      nudge(parts);
      log.info({ appId }, 'an app is released');
      return reply.code(202).send({});
    },
  );
}
