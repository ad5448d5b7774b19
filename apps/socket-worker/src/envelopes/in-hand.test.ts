import { VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { createInHand } from './in-hand.ts';

it('tells the age of the oldest envelope that is still being handled', async () => {
  const clock = new VirtualClock();
  const inHand = createInHand(clock);
  expect(inHand.oldestMs()).toBe(0);
  const first = inHand.take();
  await clock.advance(300);
  const second = inHand.take();
  await clock.advance(50);
  expect(inHand.oldestMs()).toBe(350);
  first();
  expect(inHand.oldestMs()).toBe(50);
  second();
  expect(inHand.oldestMs()).toBe(0);
});
