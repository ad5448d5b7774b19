import { hostname } from 'node:os';
import path from 'node:path';
import type { Clock, Log } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';
import type { Envelope } from '@muster/slack/connection';
import { readKey } from '@muster/slack/events';
import type { Deaths } from '@muster/store';
import { createInHandFile } from './in-hand-file.ts';
import { reportDeaths } from './report-deaths.ts';

/** Sees to it that it is known which app's envelope a process of this host died of, this one or another. */
export interface DeathWatch {
  /** Handles an envelope of an app by `handle`, and has it written down as in hand meanwhile. */
  during(envelope: Envelope, appId: string, handle: (envelope: Envelope) => Promise<void>): Promise<void>;
  /** The process ends because of an error that nobody handled, in whose context this is called. */
  blame(): void;
  /** The process stops in order: nothing is in hand any more. */
  stop(): Promise<void>;
}

/** Notes at once what earlier processes of this host died of. `dataDir` may be relative, and shared between hosts. */
export function createDeathWatch(parts: {
  readonly dataDir: string;
  readonly processId: string;
  readonly deaths: Pick<Deaths, 'note'>;
  readonly leases: Pick<LeaseStore, 'nudge'>;
  readonly clock: Clock;
  readonly log: Log;
}): DeathWatch {
  const { dataDir, leases, log } = parts;
  // By host: from here nobody can tell what lives on another one.
  const folder = path.join(dataDir, 'in-hand', hostname());
  const inHand = createInHandFile({ ...parts, folder });
  const nudge = () =>
    leases.nudge().catch((error: unknown) => log.debug({ error }, 'could not nudge the coordinators'));
  const reporting = reportDeaths({ ...parts, folder, onPoison: () => void nudge() });
  return {
    during: (envelope, appId, handle) =>
      inHand.during({ appId, key: readKey(envelope.payload) ?? envelope.envelopeId }, () => handle(envelope)),
    blame: inHand.blame,
    async stop() {
      await reporting.stop();
      inHand.close();
    },
  };
}
