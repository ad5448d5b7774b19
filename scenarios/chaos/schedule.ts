import type { Random } from '@muster/fleet';
import { seededRandom } from '@muster/fleet/testing';
import type { Aims, Fault } from './faults/fault.ts';

/** A fault that is to happen. */
export interface PlannedFault {
  /** Since the load began. */
  readonly atMs: number;
  readonly fault: string;
  readonly target: string;
  readonly durationMs: number;
  /** Where its own chance begins. */
  readonly seed: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  readonly durationMs: number;
  /** How many faults there are at once, at the most. */
  readonly atOnce: number;
  /** From the end of one to the beginning of the next, of those that follow each other. */
  readonly restMs: readonly [least: number, most: number];
  readonly faults: readonly Fault[];
  readonly aims: Aims;
}

/** Beyond it nothing is drawn that would still last when the load ends. */
const TRIES = 100;

/**
 * Draws what goes wrong and when: one sequence of faults for each that there may be at once. The same options draw
 * the same schedule, whatever happens when it is played.
 */
export function drawSchedule(options: ScheduleOptions): PlannedFault[][] {
  return Array.from({ length: options.atOnce }, (_, n) =>
    drawSequence(options, seededRandom(options.seed * 31 + n)),
  );
}

function drawSequence({ durationMs, restMs, faults, aims }: ScheduleOptions, random: Random): PlannedFault[] {
  const [least, most] = restMs;
  const sequence: PlannedFault[] = [];
  let atMs = 0;
  for (;;) {
    atMs += Math.round(least + random.next() * (most - least));
    const next = drawFitting(faults, aims, durationMs - atMs, random);
    if (!next) return sequence;
    sequence.push({ atMs, ...next });
    atMs += next.durationMs;
  }
}

/** A fault that is over within the time that is left; null when none is found. */
function drawFitting(faults: readonly Fault[], aims: Aims, leftMs: number, random: Random) {
  for (let n = 0; n < TRIES && leftMs > 0 && faults.length > 0; n++) {
    const fault = drawFault(faults, random);
    const targets = fault.targets(aims);
    const target = targets[Math.floor(random.next() * targets.length)];
    const durationMs = fault.durationMs(random);
    const seed = Math.floor(random.next() * 2 ** 31);
    if (target !== undefined && durationMs < leftMs) return { fault: fault.name, target, durationMs, seed };
  }
  return null;
}

function drawFault(faults: readonly Fault[], random: Random): Fault {
  const total = faults.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.next() * total;
  for (const fault of faults) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  throw new Error('there is no fault to draw');
}
