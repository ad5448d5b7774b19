import type { FleetReader, GatewayStore } from '../parts.ts';
import type { FleetKnowledge } from './slot-views.ts';

/** Reads what a page needs to know of the slots. A registry that is away leaves only what Postgres remembers. */
export async function readKnowledge(store: GatewayStore, fleet: FleetReader): Promise<FleetKnowledge> {
  const [picture, rows] = await Promise.all([fleet.fleet().catch(() => null), store.slots.list()]);
  return { picture, rows };
}
