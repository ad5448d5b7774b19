import { type FleetState, isLive } from './fleet-state.ts';

/** What became of a slot that a worker holds but is no longer assigned. */
export type Successor =
  /** Nothing is known, as after a wiped Redis, or Redis is away: keep the connection. */
  | { readonly kind: 'unknown' }
  /** The coordinator says that nobody shall hold it: close. */
  | { readonly kind: 'released'; readonly epoch: bigint }
  /** Somebody shall hold it. `live`: it does, under this epoch, and its lease has not run out. */
  | { readonly kind: 'assigned'; readonly workerId: string; readonly epoch: bigint; readonly live: boolean };

/**
 * The successor of a slot as the table has it. What a worker without a lease once said is no reason to close: it may
 * be dead, and while no leader is there nobody takes it off the list.
 */
export function successorOf(
  state: Pick<FleetState, 'workers' | 'assignments'>,
  slot: string,
  nowUs: number,
): Successor {
  const assignment = state.assignments.get(slot);
  if (!assignment) return { kind: 'unknown' };
  const { epoch, workerId } = assignment;
  if (workerId === null) return { kind: 'released', epoch };
  const hasLease = (state.workers.get(workerId)?.expiresUs ?? 0) > nowUs;
  return { kind: 'assigned', workerId, epoch, live: hasLease && isLive(state, slot) };
}

/**
 * Whether a worker may let go of a connection that it holds under `mine.epoch`: only when the coordinator released
 * the slot, or another worker has it live under a higher epoch. In doubt it keeps it: a second connection is
 * harmless, a missing one is not.
 */
export function mayClose(
  successor: Successor,
  mine: { readonly workerId: string; readonly epoch: bigint },
): boolean {
  switch (successor.kind) {
    case 'unknown':
      return false;
    case 'released':
      return successor.epoch > mine.epoch;
    case 'assigned':
      return successor.live && successor.workerId !== mine.workerId && successor.epoch > mine.epoch;
  }
}
