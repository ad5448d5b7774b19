import type { Clock } from '@muster/fleet';

/** What happened in a run, in words, with the virtual time of each: faults, and what went against an invariant. */
export interface History {
  note(what: string): void;
  /** Notes that an invariant was broken. The text begins with its number. */
  violate(what: string): void;
  readonly lines: readonly string[];
  readonly violations: readonly string[];
}

/** A broken run repeats itself: more than this many violations tell nothing new. */
const MAX_VIOLATIONS = 100;

export function createHistory(clock: Pick<Clock, 'monotonicMs'>): History {
  const lines: string[] = [];
  const violations: string[] = [];
  const note = (what: string) => {
    lines.push(`${clock.monotonicMs().toFixed(1).padStart(10)} ms  ${what}`);
  };
  return {
    note,
    violate(what) {
      if (violations.length >= MAX_VIOLATIONS) return;
      violations.push(what);
      note(`VIOLATION ${what}`);
    },
    lines,
    violations,
  };
}
