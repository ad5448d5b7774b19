import type { WorldSize as DeliverySize } from './delivery/world.ts';
import type { WorldSize as FleetSize } from './fleet/world.ts';

/** The fleets whose every way is walked in CI. Two coordinators each. */
export const FLEET_SIZES: readonly { readonly name: string; readonly size: FleetSize }[] = [
  {
    name: 'two workers, an app with two slots, two faults',
    size: { workers: 2, apps: 1, slotsPerApp: 2, faults: 2 },
  },
  {
    name: 'three workers, an app with two slots, a fault',
    size: { workers: 3, apps: 1, slotsPerApp: 2, faults: 1 },
  },
  {
    name: 'one of two workers leaves, a fault',
    size: { workers: 2, apps: 1, slotsPerApp: 1, faults: 1, drains: 1 },
  },
  {
    name: 'an app is taken away and wanted again, a fault',
    size: { workers: 2, apps: 1, slotsPerApp: 1, faults: 1, changesOfMind: 2 },
  },
];

/** The lanes whose every way is walked in CI. */
export const DELIVERY_SIZES: readonly { readonly name: string; readonly size: DeliverySize }[] = [
  { name: 'two messages, two faults', size: { messages: ['A', 'B'], faults: 2 } },
  { name: 'a message and the mention in it, two faults', size: { messages: ['A', 'A'], faults: 2 } },
];
