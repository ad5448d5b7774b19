import { seededRandom } from '@muster/fleet/testing';
import { systemClock } from '@muster/process';
import type { Fault, SentSignal, World } from './faults/fault.ts';
import type { PlannedFault } from './schedule.ts';

/** A fault that happened. Times are in milliseconds since 1970. */
export interface Happened extends PlannedFault {
  readonly beganMs: number;
  /** When it was taken back, or was over by itself. */
  readonly endedMs: number;
  /** What it says of itself. */
  readonly notes: readonly string[];
  readonly signals: readonly SentSignal[];
  /** Set when it could not happen, or not be taken back as it should. */
  readonly trouble: string | null;
}

type Scene = Omit<World, 'note' | 'signalled'>;

/** Ends early between two faults, once `isOver`. */
export interface Play {
  readonly startMs: number;
  readonly isOver: () => boolean;
  readonly onHappened: (happened: Happened) => void;
}

/**
 * Plays one sequence of a schedule, each fault at its time or as soon as the one before is over. What is begun is
 * taken back in any case. `busy` holds the targets that another sequence has in hand: such a fault is left out.
 */
export async function playSequence(
  sequence: readonly PlannedFault[],
  faults: readonly Fault[],
  world: Scene,
  play: Play & { readonly busy: Set<string> },
): Promise<void> {
  const byName = new Map(faults.map((fault) => [fault.name, fault]));
  for (const planned of sequence) {
    await sleep(play.startMs + planned.atMs - systemClock.wallMs());
    if (play.isOver()) return;
    const fault = byName.get(planned.fault);
    if (!fault || play.busy.has(planned.target)) continue;
    play.busy.add(planned.target);
    play.onHappened(await happen(fault, planned, world));
    play.busy.delete(planned.target);
  }
}

async function happen(fault: Fault, planned: PlannedFault, world: Scene): Promise<Happened> {
  const notes: string[] = [];
  const signals: SentSignal[] = [];
  const beganMs = systemClock.wallMs();
  let trouble: string | null = null;
  try {
    const noted: World = {
      ...world,
      note: (what) => void notes.push(what),
      signalled: (signal) => void signals.push(signal),
    };
    const undo = await fault.begin(noted, planned.target, seededRandom(planned.seed));
    await sleep(planned.durationMs);
    await undo();
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  }
  return { ...planned, beganMs, endedMs: systemClock.wallMs(), notes, signals, trouble };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
