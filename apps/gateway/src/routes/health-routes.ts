import { askInTime } from '@muster/process';
import { createFleetFigures } from '../measures/fleet-figures.ts';
import { fleetText } from '../measures/fleet-text.ts';
import type { GatewayParts } from '../parts.ts';
import type { GatewayServer } from './route-kit.ts';

/** Alive, able to serve, and what Prometheus reads. Open to everyone; they tell no secret. */
export function healthRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { metrics } = parts;
  const needs = Object.entries(gatewayNeeds(parts)).map(
    ([name, ask]) => [name, askInTime(ask, parts.clock)] as const,
  );
  const figures = createFleetFigures(parts);

  server.get('/healthz', { schema: { hide: true } }, async () => ({ alive: true }));

  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const answers = await Promise.all(needs.map(async ([name, isMet]) => [name, await isMet()] as const));
    const ready = answers.every(([, isMet]) => isMet);
    return reply.code(ready ? 200 : 503).send({ ready, ...Object.fromEntries(answers) });
  });

  // The whole fleet in one answer: other processes listen on no port, and tell what they measured through Redis.
  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const { snapshots, ...known } = await figures();
    // Its own stand in `metrics` as they are now.
    const others = [...snapshots].filter(([id]) => id !== parts.id).map(([, snapshot]) => snapshot);
    const { contentType, body } = await metrics.render({
      texts: [await fleetText(known)],
      snapshots: others,
    });
    return reply.type(contentType).send(body);
  });
}

/** What a gateway cannot serve without. */
export function gatewayNeeds({ store, fleet, settling }: Pick<GatewayParts, 'store' | 'fleet' | 'settling'>) {
  return {
    postgres: () => store.ready(),
    redis: () => fleet.fleet().then(() => true),
    settled: () => settling().isAppSaved,
  };
}
