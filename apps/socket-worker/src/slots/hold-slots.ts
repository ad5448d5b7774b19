import {
  type Clock,
  connectPolicy,
  type HeldSlot,
  type Log,
  type Random,
  type WorkerInfo,
} from '@muster/fleet';
import { createLeaseKeeper, type LeaseStore } from '@muster/leases';
import type { Connector } from '@muster/slack/connection';
import type { SlackWeb } from '@muster/slack/web';
import type { Apps, Slots } from '@muster/store';
import { waitForSuccessors } from '../drain.ts';
import type { Ears } from '../envelopes/ears.ts';
import { type CheckParts, checkInstallations } from '../installations/check-installations.ts';
import { createAppTokens } from './app-tokens.ts';
import { createConnectPermits } from './connect-permits.ts';
import type { HeldSlotParts } from './held-slot.ts';
import { createSlotRecorder } from './slot-recorder.ts';
import { createSlotTable, type SlotTable, type SlotTableParts } from './slot-table.ts';

/** How long letting go waits for connections to close. */
const CLOSE_DEADLINE_MS = 5_000;

/** A worker that is registered in the fleet and holds what it is assigned. */
export interface Holding {
  /** Whether its lease is current, by its own clock. */
  isCurrent(): boolean;
  inventory(): readonly HeldSlot[];
  /** Hands everything over to other workers, ends the lease, and closes what is left. */
  letGo(): Promise<void>;
}

/** Puts together what a worker's slots need: its lease, permits to connect, and the table of what it holds. */
export function holdSlots(parts: {
  readonly worker: WorkerInfo;
  readonly leases: LeaseStore;
  readonly store: {
    readonly apps: Pick<Apps, 'byId' | 'secrets' | 'markTokenAccepted' | 'markTokenRefused'>;
    readonly installations: CheckParts['installations'];
    readonly slots: Pick<Slots, 'record'>;
  };
  readonly connector: Connector;
  readonly web: Pick<SlackWeb, 'authTest'>;
  readonly ears: Pick<Ears, 'onGarbage' | 'unackedMs'>;
  readonly onEnvelope: HeldSlotParts['onEnvelope'];
  /** A connection was lost or is renewed; see ConnectionEvents. */
  readonly onReconnect: (reason: string, isQuarantined: boolean) => void;
  readonly connectsPerMinute: number;
  /** Told of every change of a slot, beside the fleet and the store. */
  readonly onSlot?: SlotTableParts['onSlot'];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}): Holding {
  const { worker, leases, store, connector, web, ears, clock, random, log } = parts;
  const recorder = createSlotRecorder(store.slots, worker.id, clock, log);
  const keeper = createLeaseKeeper({
    store: leases,
    worker,
    inventory: () => table.inventory(),
    unackedMs: ears.unackedMs,
    onAssignments: (assignments) => table.assign(assignments),
    clock,
    log,
  });
  const permits = createConnectPermits({
    leases,
    isCurrent: () => keeper.isCurrent(),
    policy: connectPolicy(parts.connectsPerMinute),
    random,
    log,
  });
  const check = (appId: string) =>
    checkInstallations({ web, installations: store.installations, clock, log }, appId);
  const table: SlotTable = createSlotTable({
    workerId: worker.id,
    tokens: createAppTokens({ apps: store.apps, checkInstallations: check, clock, log }),
    connector,
    permits,
    onEnvelope: parts.onEnvelope,
    onGarbage: ears.onGarbage,
    onReconnect: parts.onReconnect,
    successors: (slots) => keeper.successors(slots),
    onSlot(line, isClosed) {
      const { slot, epoch, state, detail, liveSince, retryAt } = line;
      keeper.report(slot, epoch, isClosed ? 'closed' : state, detail);
      const shown = { detail: detail || null, liveSince, retryAt };
      recorder.record(slot, { epoch, state: isClosed ? 'down' : state, ...shown });
      parts.onSlot?.(line, isClosed);
    },
    clock,
    log,
  });
  keeper.start();
  const retries = leases.onRetry((slot) => table.retry(slot));
  return {
    isCurrent: () => keeper.isCurrent(),
    inventory: () => table.inventory(),
    async letGo() {
      keeper.drain();
      retries.cancel();
      const held = () => table.inventory().length;
      await waitForSuccessors({ worker, held, fleet: () => leases.fleet(), clock, log });
      // What is still held moves at once, while it is heard here for another second.
      await keeper.stop();
      await Promise.race([table.closeAll(), clock.sleep(CLOSE_DEADLINE_MS)]);
      await recorder.stop();
    },
  };
}
