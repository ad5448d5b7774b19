import type { Log, Random } from '@muster/fleet';
import { createLeaseKeeper, type LeaseStore } from '@muster/leases';
import { createConnector, type Envelope } from '@muster/slack/connection';
import { waitForSuccessors } from '../../apps/socket-worker/src/drain.ts';
import { createSlotRecorder } from '../../apps/socket-worker/src/slots/slot-recorder.ts';
import { createSlotTable, type SlotTable } from '../../apps/socket-worker/src/slots/slot-table.ts';
import type { ProcessClock } from './process-clock.ts';
import type { SimulatedPostgres } from './simulated-postgres.ts';
import type { Caller, SimulatedSlack } from './simulated-slack.ts';
import { createSlackClients } from './slack-client.ts';

/** A socket worker of production parts; only what is outside its process is pretended. */
export interface SimulatedWorker extends Caller {
  /** The slots it has a live connection for. */
  live(): readonly string[];
  /** Leaves in order, as after SIGTERM, and ends. */
  drain(): void;
  /** It was told to leave. */
  readonly isDraining: boolean;
  /** It hands nothing over any more, but closes what it still has. */
  readonly isClosing: boolean;
  /** Dies at once: its connections go, its lease stays until it runs out. */
  kill(): void;
}

export interface WorkerWorld {
  readonly store: LeaseStore;
  readonly slack: SimulatedSlack;
  readonly postgres: SimulatedPostgres;
  readonly random: Random;
  readonly log: Log;
  readonly isReachable: () => boolean;
  readonly onEnvelope: (envelope: Envelope) => Promise<unknown>;
  /** Tells the checkers that a slot is live here, or no more; `isLetGo`: by the worker's own decision. */
  onSlot(slot: string, workerId: string, isLive: boolean, isLetGo: boolean): void;
}

const CLOSE_DEADLINE_MS = 5_000;

/** Put together as `startSocketWorker` does it. */
export function startSimulatedWorker(
  id: string,
  capacity: number,
  clock: ProcessClock,
  world: WorkerWorld,
): SimulatedWorker {
  const { store, slack, postgres, random, log, isReachable } = world;
  const caller: Caller = { id, clock, isReachable };
  const recorder = createSlotRecorder(postgres.slots(clock), id, clock, log);
  const keeper = createLeaseKeeper({
    store,
    worker: { id, pid: 1, host: 'simulated', since: '2026-01-01T00:00:00Z', capacity },
    inventory: () => table.inventory(),
    onAssignments: (assignments) => table.assign(assignments),
    clock,
    log,
  });
  const table: SlotTable = createSlotTable({
    workerId: id,
    tokens: {
      lookUp: (appId) =>
        postgres.ask(clock, 'look up a token', () => ({
          kind: 'token' as const,
          appToken: `xapp-${appId}`,
          isAccepted: true,
        })),
      accepted: async () => undefined,
      refused: async () => undefined,
    },
    connector: createConnector({
      apiUrl: 'https://simulated/api/',
      clock,
      random,
      createClient: createSlackClients(slack, caller),
    }),
    mayOpen: () => keeper.isCurrent(),
    onEnvelope: async (envelope) => void (await world.onEnvelope(envelope)),
    onGarbage: () => undefined,
    successors: (slots) => keeper.successors(slots),
    onSlot({ slot, epoch, state, detail }, isClosed) {
      world.onSlot(slot, id, state === 'live' && !isClosed, isClosed && state === 'live');
      keeper.report(slot, epoch, isClosed ? 'closed' : state, detail);
      recorder.record(slot, { epoch, state: isClosed ? 'down' : state, detail: detail || null });
    },
    clock,
    log,
  });
  let phase: 'running' | 'draining' | 'closing' = 'running';
  keeper.start();
  const stop = async () => {
    phase = 'draining';
    keeper.drain();
    const held = () => table.inventory().length;
    await waitForSuccessors({ workerId: id, held, fleet: () => store.fleet(), clock, log });
    phase = 'closing';
    await keeper.stop();
    await Promise.race([table.closeAll(), clock.sleep(CLOSE_DEADLINE_MS)]);
    await recorder.stop();
    worker.kill();
  };
  const worker: SimulatedWorker = {
    ...caller,
    get isDraining() {
      return phase !== 'running';
    },
    get isClosing() {
      return phase === 'closing';
    },
    live: () =>
      table
        .inventory()
        .filter(({ state }) => state === 'live')
        .map(({ slot }) => slot),
    drain: () => void stop(),
    kill() {
      clock.kill();
      slack.died(caller);
    },
  };
  return worker;
}
