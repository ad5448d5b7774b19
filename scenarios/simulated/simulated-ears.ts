import type { Log } from '@muster/fleet';
import type { Ears } from '../../apps/socket-worker/src/envelopes/ears.ts';
import { createHandleEnvelope } from '../../apps/socket-worker/src/envelopes/handle-envelope.ts';
import { createInHand } from '../../apps/socket-worker/src/envelopes/in-hand.ts';
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
}): Pick<Ears, 'onEnvelope' | 'onGarbage' | 'unackedMs'> {
  const { clock, postgres, bell, log } = parts;
  const inHand = createInHand(clock);
  const handle = createHandleEnvelope({
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
  return {
    async onEnvelope(envelope) {
      const done = inHand.take();
      await handle(envelope);
      done();
    },
    onGarbage: () => undefined,
    unackedMs: inHand.oldestMs,
  };
}
