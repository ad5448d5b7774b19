import type { FleetState } from '@muster/fleet';
import { ConnectChecker, checkConnectionCount, checkLettingGo } from './checkers/check-connections.ts';
import { checkAssignedEpochs, MoveChecker, TermChecker } from './checkers/check-table.ts';
import type { SimulatedFleet } from './simulated-fleet.ts';
import type { SlackWatcher } from './simulated-slack.ts';
import type { SimulatedWorker } from './simulated-worker.ts';

/** Watches a fleet while it runs, and hands what it sees to the checkers. */
export interface FleetWatch extends SlackWatcher {
  onSlot(slot: string, workerId: string, isLive: boolean, isLetGo: boolean): void;
  noteKilled(worker: SimulatedWorker): void;
  /** Who has a live connection of a slot, by what they themselves say. */
  holders(slot: string): ReadonlySet<string>;
  /** A fault is on, or was until a moment ago: workers may be suspected. */
  noteTrouble(untilMs: number): void;
  readonly moves: MoveChecker;
}

/** A successor that was lost so recently is not known to be lost. */
const NOT_KNOWN_MS = 1_500;
/** How long after a fault connections that it doubled may still be there. */
const SETTLES_MS = 15_000;

export function watchFleet(fleet: SimulatedFleet): FleetWatch {
  const { clock, history, memory } = fleet;
  const holders = new Map<string, Set<string>>();
  /** When a live connection of a slot was last lost, with its process or alone. */
  const lostMs = new Map<string, number>();
  const terms = new TermChecker();
  const moves = new MoveChecker();
  const connects = new ConnectChecker();
  let troubleUntilMs = 0;
  const report = (wrong: readonly string[]) => {
    for (const what of wrong) history.violate(what);
  };
  const holdersOf = (slot: string) => {
    const known = holders.get(slot) ?? new Set<string>();
    holders.set(slot, known);
    return known;
  };
  memory.onStep((before: FleetState, after: FleetState) => {
    if (after.assignments === before.assignments || after.assignments.size === 0) return;
    report(terms.check(after, fleet.nowUs()));
    report(checkAssignedEpochs(before.assignments, after.assignments, fleet.postgres.epochs));
    const isGoing = (id: string) => {
      const record = before.workers.get(id);
      return !record || record.isDraining || record.expiresUs <= fleet.nowUs();
    };
    moves.note(before.assignments, after.assignments, isGoing);
  });
  /** It leaves, and closes what it could not hand over: nobody takes it, or Redis cannot be asked. */
  const isLeaving = (workerId: string) =>
    fleet.workers.find(({ id }) => id === workerId)?.isDraining === true &&
    (fleet.isRedisAway || fleet.split.has(workerId) || !memory.state.workers.has(workerId));
  return {
    moves,
    holders: holdersOf,
    onSlot(slot, workerId, isLive, isLetGo) {
      const known = holdersOf(slot);
      if (isLive) known.add(workerId);
      else if (known.delete(workerId) && !isLetGo) lostMs.set(slot, clock.monotonicMs());
      if (!isLetGo || isLeaving(workerId)) return;
      // Its successor may have been lost a moment ago: nobody can know that yet.
      const sinceMs = clock.monotonicMs() - (lostMs.get(slot) ?? Number.NEGATIVE_INFINITY);
      if (sinceMs >= NOT_KNOWN_MS) report(checkLettingGo(slot, workerId, known.size));
    },
    noteKilled({ id }) {
      for (const [slot, known] of holders) if (known.delete(id)) lostMs.set(slot, clock.monotonicMs());
    },
    noteTrouble(untilMs) {
      troubleUntilMs = Math.max(troubleUntilMs, untilMs + SETTLES_MS);
    },
    onOpen: (appId) => report(connects.opened(appId, clock.monotonicMs())),
    onCount(appId, connections) {
      const { slotsPerApp: slots } = fleet.options;
      report(checkConnectionCount({ appId, connections, slots }, clock.monotonicMs() < troubleUntilMs));
    },
  };
}
