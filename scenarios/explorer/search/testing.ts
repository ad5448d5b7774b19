import { expect } from 'vitest';
import { explore } from './explore.ts';
import type { Model } from './model.ts';
import { tellExploration } from './tell.ts';

/** Explores a model and expects it to be sound. A counterexample is shown as it is told to people. */
export async function expectSound<State, Deed>(model: Model<State, Deed>): Promise<void> {
  const explored = await explore(model);
  expect(explored.counterexample && tellExploration(explored)).toBeNull();
  // A search that goes nowhere finds nothing: health is neither the beginning nor everything.
  expect(explored.healthy).toBeGreaterThan(0);
  expect(explored.healthy).toBeLessThan(explored.states);
}
