import type { Outcome } from './envelope-parts.ts';

/** Counts what became of envelopes since the process began; shown with the process in the fleet. */
export function createTally() {
  const counts = new Map<Outcome | 'garbage', number>();
  return {
    count(outcome: Outcome | 'garbage') {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    },
    counts: (): Record<string, number> => Object.fromEntries(counts),
  };
}
