import { errorAnswer } from '@muster/api';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import type { GatewayServer } from './route-kit.ts';

const place = z.object({ appId: z.string().max(100), index: z.coerce.number().int().min(0).max(99) });

/** What a person may have done with one place for a connection. */
export function slotRoutes(server: GatewayServer, { store, fleet, log }: GatewayParts): void {
  server.post(
    '/api/v1/apps/:appId/slots/:index/retry',
    {
      schema: {
        tags: ['apps'],
        summary: 'Have a slot that is down try to connect at once, also out of a quarantine',
        params: place,
        response: { 202: z.object({}), 404: errorAnswer, 503: errorAnswer },
      },
    },
    async (request, reply) => {
      const { appId, index } = request.params;
      const app = (await store.apps.list()).find(({ id }) => id === appId);
      if (!app || index >= app.slots) throw new ApiError(404, 'not_found', 'There is no such slot.');
      const slot = `${appId}#${index}`;
      await fleet.retry(slot).catch((cause: unknown) => {
        const message = 'The registry of the fleet (Redis) does not answer. Try again soon.';
        throw Object.assign(new ApiError(503, 'fleet_unavailable', message), { cause });
      });
      log.info({ slot }, 'a slot is to try again');
      return reply.code(202).send({});
    },
  );
}
