import { type AssignedSlot, type HeldSlot, mayClose, type Random } from '@muster/fleet';
import { recordingLog } from '@muster/fleet/testing';
import { createLeaseKeeper, type LeaseKeeper, type LeaseStore } from '@muster/leases';
import type { ProcessClock } from '../simulated/process-clock.ts';

/** A worker with the real lease keeper, whose connections are nothing but timers: thousands fit into one process. */
export interface PretendWorker {
  readonly id: string;
  readonly clock: ProcessClock;
  /** The slots it has a live connection for. */
  live(): readonly string[];
  /** Dies at once: its connections go, its lease stays until it runs out. */
  kill(): void;
}

interface Connection {
  epoch: bigint;
  state: 'connecting' | 'live';
}

const LOOK_AFTER_HANDOVER_MS = 100;
const MAX_CONNECT_MS = 200;

export function startPretendWorker(
  id: string,
  capacity: number,
  clock: ProcessClock,
  store: LeaseStore,
  random: Random,
): PretendWorker {
  const connections = new Map<string, Connection>();
  let assigned: readonly AssignedSlot[] = [];
  const inventory = (): HeldSlot[] =>
    [...connections].map(([slot, { epoch, state }]) => ({ slot, epoch, state, detail: '' }));
  const keeper: LeaseKeeper = createLeaseKeeper({
    store,
    worker: { id, pid: 1, host: 'simulated', since: '2026-01-01T00:00:00Z', capacity },
    inventory,
    unackedMs: () => 0,
    onAssignments(assignments) {
      assigned = assignments;
      for (const { slot, epoch } of assignments) take(slot, epoch);
    },
    clock,
    log: recordingLog(),
  });

  const take = (slot: string, epoch: bigint) => {
    const connection = connections.get(slot);
    if (connection) {
      if (connection.epoch === epoch) return;
      connection.epoch = epoch;
      if (connection.state === 'live') tellLive(slot, epoch);
    } else if (keeper.isCurrent()) connect(slot, epoch);
  };
  const connect = (slot: string, epoch: bigint) => {
    const connection: Connection = { epoch, state: 'connecting' };
    connections.set(slot, connection);
    keeper.report(slot, epoch, 'connecting');
    clock.after(1 + random.next() * MAX_CONNECT_MS, () => {
      if (connections.get(slot) !== connection) return;
      connection.state = 'live';
      tellLive(slot, connection.epoch);
    });
  };
  const tellLive = (slot: string, epoch: bigint) => {
    keeper.report(slot, epoch, 'live');
  };
  const look = async () => {
    // What could not be opened outside the lease is opened now.
    for (const { slot, epoch } of assigned) take(slot, epoch);
    const mine = new Set(assigned.map(({ slot }) => slot));
    const leftOver = [...connections.keys()].filter((slot) => !mine.has(slot));
    if (leftOver.length > 0) {
      const successors = await keeper.successors(leftOver);
      for (const slot of leftOver) letGo(slot, successors.get(slot) ?? { kind: 'unknown' });
    }
    clock.after(LOOK_AFTER_HANDOVER_MS, () => void look());
  };
  const letGo = (slot: string, successor: Parameters<typeof mayClose>[0]) => {
    const connection = connections.get(slot);
    if (!connection || assigned.some((own) => own.slot === slot)) return;
    if (!mayClose(successor, { workerId: id, epoch: connection.epoch })) return;
    connections.delete(slot);
    keeper.report(slot, connection.epoch, 'closed');
  };
  keeper.start();
  void look();
  return {
    id,
    clock,
    live: () => [...connections].filter(([, { state }]) => state === 'live').map(([slot]) => slot),
    kill() {
      clock.kill();
      connections.clear();
    },
  };
}
