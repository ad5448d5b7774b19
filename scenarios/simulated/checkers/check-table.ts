import type { Assignment, FleetState } from '@muster/fleet';

/** I5: the epoch of a slot in Postgres never falls. */
export function checkRecordedEpoch(slot: string, before: bigint | undefined, after: bigint): string[] {
  return before !== undefined && after < before
    ? [`I5: the epoch of ${slot} fell from ${before} to ${after}`]
    : [];
}

/** I6: every assignment raises its slot's epoch, above what Postgres knows as well. */
export function checkAssignedEpochs(
  before: ReadonlyMap<string, Assignment>,
  after: ReadonlyMap<string, Assignment>,
  recorded: ReadonlyMap<string, bigint>,
): string[] {
  const wrong: string[] = [];
  for (const [slot, assignment] of after) {
    const old = before.get(slot);
    if (old === assignment) continue;
    const known = recorded.get(slot) ?? 0n;
    if (assignment.epoch <= (old?.epoch ?? 0n) || assignment.epoch <= known)
      wrong.push(`I6: ${slot} was given the epoch ${assignment.epoch}, not above ${old?.epoch} and ${known}`);
  }
  return wrong;
}

/** I10: nothing is written without a leader, nor under a term older than one that wrote before. */
export class TermChecker {
  private highest = 0n;

  check({ leader }: Pick<FleetState, 'leader'>, nowUs: number): string[] {
    if (!leader || leader.expiresUs <= nowUs) return ['I10: assignments were written without a leader'];
    if (leader.term < this.highest)
      return [`I10: assignments were written under the old term ${leader.term}`];
    this.highest = leader.term;
    return [];
  }
}

/** I12: slots move from workers that are lost or drain; from others only one in a hundred, twins that part aside. */
export class MoveChecker {
  private readonly moved: string[] = [];

  /** `isLeaving`: the worker is lost or drains, or not on the list. */
  note(
    before: ReadonlyMap<string, Assignment>,
    after: ReadonlyMap<string, Assignment>,
    isLeaving: (workerId: string) => boolean,
  ): void {
    for (const [slot, assignment] of after) {
      const old = before.get(slot);
      if (old === assignment || !old?.workerId || !assignment.workerId) continue;
      if (old.workerId !== assignment.workerId && !isLeaving(old.workerId)) this.moved.push(slot);
    }
  }

  check(slots: number): string[] {
    const { length } = this.moved;
    return length > slots / 100
      ? [`I12: ${length} of ${slots} slots moved from workers that were well: ${this.moved.slice(0, 5)} …`]
      : [];
  }
}
