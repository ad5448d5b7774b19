import { it } from 'vitest';
import { expectSeedsToHold } from './expect-seeds.ts';

it('keeps the invariants and heals, whatever happens: seeds 501 to 1000', async () => {
  await expectSeedsToHold(501, 1000);
}, 600_000);
