import type { FleetPicture } from '@muster/leases';
import type { GatewayParts } from '../parts.ts';
import type { GatewayServer } from './route-kit.ts';

/** Alive, able to serve, and what Prometheus reads. Open to everyone; they tell no secret. */
export function healthRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { store, fleet, metrics, settling } = parts;
  const gauges = {
    ready: metrics.gauge('muster_gateway_ready', 'Whether the gateway can serve'),
    processes: metrics.gauge('muster_processes', 'Processes that are there, by kind', ['kind']),
    slots: metrics.gauge('muster_assigned_slots', 'Slots assigned to a worker, by state', ['state']),
    workspaces: metrics.gauge('muster_workspaces', 'Installations, by status', ['status']),
  };

  async function check() {
    const [postgres, picture] = await Promise.all([
      store.ready().catch(() => false),
      fleet.fleet().catch(() => null),
    ]);
    return { picture, answers: { postgres, redis: picture !== null, settled: settling().isAppSaved } };
  }

  server.get('/healthz', { schema: { hide: true } }, async () => ({ alive: true }));

  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const { answers } = await check();
    const ready = Object.values(answers).every(Boolean);
    return reply.code(ready ? 200 : 503).send({ ready, ...answers });
  });

  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const { picture, answers } = await check();
    gauges.ready.set({}, Object.values(answers).every(Boolean) ? 1 : 0);
    const installations = answers.postgres ? await store.installations.list().catch(() => []) : [];
    tally(
      gauges.workspaces,
      installations.map(({ status }) => ({ status })),
    );
    tally(gauges.processes, picture?.processes.map(({ kind }) => ({ kind })) ?? []);
    tally(gauges.slots, slotStates(picture));
    const { contentType, body } = await metrics.render();
    return reply.type(contentType).send(body);
  });
}

function slotStates(picture: FleetPicture | null): { state: string }[] {
  return picture?.slots.flatMap(({ workerId, state }) => (workerId === null ? [] : [{ state }])) ?? [];
}

function tally<Label extends string>(
  gauge: { set(labels: Readonly<Record<Label, string>>, value: number): void; reset(): void },
  entries: readonly Readonly<Record<Label, string>>[],
): void {
  const counts = new Map<string, number>();
  for (const entry of entries)
    counts.set(JSON.stringify(entry), (counts.get(JSON.stringify(entry)) ?? 0) + 1);
  gauge.reset();
  for (const [entry, count] of counts) gauge.set(JSON.parse(entry) as Record<Label, string>, count);
}
