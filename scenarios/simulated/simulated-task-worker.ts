import type { ProcessClock } from './process-clock.ts';
import type { InboxRow, SimulatedPostgres } from './simulated-postgres.ts';

const SWEEP_EVERY_MS = 2_000;
const WAITS_TOO_LONG_MS = 5_000;
const LOOK_EVERY_MS = 50;
const RUN_MS = 3;

/** The commands queue: lanes that were rung. Redis may lose it at any time, and rings while it is away are lost. */
export interface SimulatedBell {
  readonly rung: Set<string>;
  isAway: boolean;
}

/** A task worker by the rules of the real one: lanes that were rung, their commands one by one, and a sweep. */
export function startSimulatedTaskWorker(
  clock: ProcessClock,
  postgres: SimulatedPostgres,
  bell: SimulatedBell,
): void {
  const runLane = async (lane: string) => {
    for (;;) {
      const row = await postgres.ask(clock, 'start a command', () => postgres.firstOf(lane));
      if (!row) return;
      await clock.sleep(RUN_MS);
      await postgres.write(clock, 'run a command', () => postgres.finish(row));
    }
  };
  const work = async () => {
    const [lane] = bell.isAway ? [] : bell.rung;
    if (lane !== undefined) {
      bell.rung.delete(lane);
      // What breaks off stays stored, and a sweep rings the lane.
      await runLane(lane).catch(() => undefined);
    }
    clock.after(lane === undefined ? LOOK_EVERY_MS : 0, () => void work());
  };
  const sweep = async () => {
    const isDue = ({ state, atMs }: InboxRow) =>
      state === 'new' && clock.monotonicMs() - atMs > WAITS_TOO_LONG_MS;
    const due = await postgres
      .ask(clock, 'sweep', () => postgres.inbox.filter(isDue))
      .catch((): InboxRow[] => []);
    if (!bell.isAway) for (const { entry } of due) bell.rung.add(entry.lane);
    clock.after(SWEEP_EVERY_MS, () => void sweep());
  };
  void work();
  void sweep();
}
