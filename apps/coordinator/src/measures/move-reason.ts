import { type FleetState, findStuck, type MadeChange, STUCK } from '@muster/fleet';

/** Why a slot was assigned anew. */
export type MoveReason =
  /** It had no worker before. */
  | 'new'
  /** It goes on where it is, under a fresh epoch: the table was empty. */
  | 'adopted'
  | 'lost'
  | 'drained'
  | 'stuck'
  /** Its worker is well: loads are levelled, twins parted, or an app is kept apart. */
  | 'levelled'
  /** Nobody wants it any more. */
  | 'released';

/** Why `change` was made, to a table that was `state` before, at `nowUs` of its clock. */
export function moveReason(
  { slot, workerId }: MadeChange,
  { workers, assignments }: Pick<FleetState, 'workers' | 'assignments'>,
  nowUs: number,
): MoveReason {
  if (workerId === null) return 'released';
  const before = assignments.get(slot)?.workerId ?? null;
  if (before === workerId || (before === null && workers.get(workerId)?.held.has(slot))) return 'adopted';
  if (before === null) return 'new';
  const holder = workers.get(before);
  if (!holder || holder.expiresUs <= nowUs) return 'lost';
  if (holder.isDraining) return 'drained';
  return findStuck(workers, STUCK).has(before) ? 'stuck' : 'levelled';
}
