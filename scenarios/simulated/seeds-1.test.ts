import { it } from 'vitest';
import { expectSeedsToHold } from './expect-seeds.ts';

it('keeps the invariants and heals, whatever happens: seeds 1 to 500', async () => {
  await expectSeedsToHold(1, 500);
}, 600_000);
