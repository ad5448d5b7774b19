import { errorAnswer, fleetView as fleetViewSchema } from '@muster/api';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { readFleet } from '../views/read-fleet.ts';
import type { GatewayServer } from './route-kit.ts';

const REGISTRY_AWAY = 'The registry of the fleet (Redis) does not answer.';

/** Every process of the fleet with what each holds, and taking a worker out. */
export function fleetRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { store, fleet, log } = parts;
  server.get(
    '/api/v1/fleet',
    {
      schema: {
        tags: ['fleet'],
        summary: 'Every process of the fleet, how every app is served, and what waits to be done',
        response: { 200: fleetViewSchema, 503: errorAnswer },
      },
    },
    async () => {
      const picture = await fleet.fleet().catch((cause: unknown) => {
        throw Object.assign(new ApiError(503, 'fleet_unavailable', REGISTRY_AWAY), { cause });
      });
      return readFleet(parts, picture);
    },
  );

  server.post(
    '/api/v1/fleet/workers/:id/drain',
    {
      schema: {
        tags: ['fleet'],
        summary:
          "Hand a socket worker's connections over to the others; until its restart it takes no new ones",
        params: z.object({ id: z.string().max(100) }),
        response: { 202: z.object({}), 404: errorAnswer, 503: errorAnswer },
      },
    },
    async (request, reply) => {
      const workerId = request.params.id;
      const outcome = await fleet.drain(workerId).catch((cause: unknown) => {
        throw Object.assign(new ApiError(503, 'fleet_unavailable', REGISTRY_AWAY), { cause });
      });
      if (outcome === 'unknown') throw new ApiError(404, 'not_found', 'There is no such socket worker.');
      await store.audit.add({ actor: 'operator', action: 'worker.drained', details: { workerId } });
      log.info({ workerId }, 'a worker is to hand its connections over');
      return reply.code(202).send({});
    },
  );
}
