import type { GatewayParts } from '../parts.ts';

/** Tells the coordinators that what is wanted has changed. They look by themselves too, only later. */
export function nudge({ fleet, log }: Pick<GatewayParts, 'fleet' | 'log'>): void {
  fleet.nudge().catch((error: unknown) => log.debug({ error }, 'could not nudge the coordinators'));
}
