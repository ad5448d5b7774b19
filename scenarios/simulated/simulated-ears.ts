import type { Log } from '@muster/fleet';
import type { Envelope } from '@muster/slack/connection';
import { createHandleEnvelope } from '../../apps/socket-worker/src/envelopes/handle-envelope.ts';
import type { ProcessClock } from './process-clock.ts';
import { BOT } from './simulated-people.ts';
import type { SimulatedPostgres } from './simulated-postgres.ts';
import type { SimulatedBell } from './simulated-task-worker.ts';

/** The real handling of envelopes over the simulated inbox and queue. Every app is installed once, under its own id. */
export function createSimulatedEars(parts: {
  readonly clock: ProcessClock;
  readonly postgres: SimulatedPostgres;
  readonly bell: SimulatedBell;
  readonly log: Log;
}): (envelope: Envelope) => Promise<unknown> {
  const { clock, postgres, bell, log } = parts;
  return createHandleEnvelope({
    findInstallation: async ({ appId }) => ({ id: appId, botUserId: BOT }),
    inbox: postgres.inboxFor(clock),
    bell: {
      async ring(lane) {
        if (bell.isAway) throw new Error('the queue is away');
        bell.rung.add(lane);
      },
    },
    members: { update: async () => undefined },
    leave: async () => true,
    seen: () => undefined,
    clock,
    log,
  });
}
