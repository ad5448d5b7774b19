import { optionsOf, runSeed } from './run-seed.ts';

/** Runs these seeds, and throws at the first that breaks an invariant: with its history, and how to replay it. */
export async function expectSeedsToHold(first: number, last: number): Promise<void> {
  for (let seed = first; seed <= last; seed++) {
    const { options, lines, violations } = await runSeed(optionsOf(seed));
    if (violations.length === 0) continue;
    const told = [
      `seed ${seed} breaks invariants: ${violations.join('; ')}`,
      `options: ${JSON.stringify(options)}`,
      ...lines,
      `Replay it on this commit with: npm run simulate -- --seed ${seed}`,
    ];
    throw new Error(told.join('\n'));
  }
}
