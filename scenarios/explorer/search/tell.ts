import type { Counterexample, Exploration } from './explore.ts';

/** A counterexample for a reader: what broke, and the shortest way there, step by step. */
export function tellCounterexample({ broken, why, trace }: Counterexample): string {
  const steps = trace.map((says, at) => `${String(at + 1).padStart(4)}. ${says}`);
  return [`${broken} is broken: ${why}`, ...steps].join('\n');
}

/** What was explored, in a line, and the counterexample if there is one. */
export function tellExploration(explored: Exploration): string {
  const { model, states, moves, depth, healthy, counterexample } = explored;
  const counted = `${model}: ${states} states (${healthy} healthy), ${moves} moves, up to ${depth} deep`;
  return counterexample ? `${counted}\n${tellCounterexample(counterexample)}` : `${counted}: all is well`;
}
