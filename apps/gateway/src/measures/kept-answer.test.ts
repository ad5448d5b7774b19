import { VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { keptAnswer } from './kept-answer.ts';

function setUp() {
  const clock = new VirtualClock();
  const asked: { answer(value: string): void; fail(): void }[] = [];
  const ask = keptAnswer(
    () =>
      new Promise<string>((resolve, reject) => {
        asked.push({ answer: resolve, fail: () => reject(new Error('away')) });
      }),
    5_000,
    clock,
  );
  return { clock, asked, ask };
}

it('asks once for all who ask meanwhile, and again only after a while', async () => {
  const { clock, asked, ask } = setUp();
  const both = [ask(), ask()];
  await clock.advance(60_000);
  const third = ask();
  expect(asked).toHaveLength(1);
  asked[0]?.answer('one');
  expect(await Promise.all([...both, third])).toEqual(['one', 'one', 'one']);
  await clock.advance(4_900);
  expect(await ask()).toBe('one');
  await clock.advance(200);
  const later = ask();
  asked[1]?.answer('two');
  expect(await later).toBe('two');
});

it('keeps no failure', async () => {
  const { asked, ask } = setUp();
  const failed = ask();
  asked[0]?.fail();
  await expect(failed).rejects.toThrow('away');
  const next = ask();
  asked[1]?.answer('back');
  expect(await next).toBe('back');
});
