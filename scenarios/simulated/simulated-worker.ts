import type { Log, Random } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';
import { createConnector } from '@muster/slack/connection';
import type { Ears } from '../../apps/socket-worker/src/envelopes/ears.ts';
import { holdSlots } from '../../apps/socket-worker/src/slots/hold-slots.ts';
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
  /** Dies at once: its connections go, its lease stays until it runs out. */
  kill(): void;
}

export interface WorkerWorld {
  readonly leases: LeaseStore;
  readonly slack: SimulatedSlack;
  readonly postgres: SimulatedPostgres;
  readonly random: Random;
  readonly log: Log;
  readonly isReachable: () => boolean;
  readonly ears: Pick<Ears, 'onEnvelope' | 'onGarbage' | 'unackedMs'>;
  /** Tells the checkers that a slot is live here, or no more; `isLetGo`: by the worker's own decision. */
  onSlot(slot: string, workerId: string, isLive: boolean, isLetGo: boolean): void;
}

/** Many more than Slack grants: what waits for a budget tells nothing of the fleet. */
export const CONNECTS_PER_MINUTE = 60;

export function startSimulatedWorker(
  id: string,
  capacity: number,
  clock: ProcessClock,
  world: WorkerWorld,
): SimulatedWorker {
  const { leases, slack, postgres, random, log, isReachable, ears } = world;
  const caller: Caller = { id, clock, isReachable };
  /** In the order in which they came to live. */
  const live = new Set<string>();
  const holding = holdSlots({
    worker: { id, pid: 1, host: 'simulated', since: '2026-01-01T00:00:00Z', capacity },
    leases,
    store: postgres.storeFor(clock),
    connector: createConnector({
      apiUrl: 'https://simulated/api/',
      clock,
      random,
      createClient: createSlackClients(slack, caller),
    }),
    web: { authTest: async () => ({ kind: 'unavailable', code: 'simulated', maybeDone: false }) },
    ears,
    onEnvelope: ears.onEnvelope,
    connectsPerMinute: CONNECTS_PER_MINUTE,
    onReconnect: () => undefined,
    onSlot({ slot, state }, isClosed) {
      const isLive = state === 'live' && !isClosed;
      if (isLive) live.add(slot);
      else live.delete(slot);
      world.onSlot(slot, id, isLive, isClosed && state === 'live');
    },
    clock,
    random,
    log,
  });
  let isDraining = false;
  const kill = () => {
    clock.kill();
    slack.died(caller);
  };
  return {
    ...caller,
    get isDraining() {
      return isDraining;
    },
    live: () => [...live],
    drain() {
      isDraining = true;
      void holding.letGo().then(kill);
    },
    kill,
  };
}
