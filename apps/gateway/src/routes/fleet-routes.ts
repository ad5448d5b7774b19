import { errorAnswer, fleetView as fleetViewSchema } from '@muster/api';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { fleetView } from '../views/fleet-view.ts';
import type { GatewayServer } from './route-kit.ts';

/** Every process of the fleet, and what each holds. */
export function fleetRoutes(server: GatewayServer, { fleet }: GatewayParts): void {
  server.get(
    '/api/v1/fleet',
    {
      schema: {
        tags: ['fleet'],
        summary: 'Every process of the fleet',
        response: { 200: fleetViewSchema, 503: errorAnswer },
      },
    },
    async () => {
      const picture = await fleet.fleet().catch((cause: unknown) => {
        throw Object.assign(
          new ApiError(503, 'fleet_unavailable', 'The registry of the fleet (Redis) does not answer.'),
          { cause },
        );
      });
      return fleetView(picture);
    },
  );
}
