import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settlePromises, VirtualClock } from './virtual-clock.ts';

describe('a virtual clock', () => {
  it('fires timers by their time, those of the same time as they were set, and no cancelled one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ delayMs: fc.nat({ max: 20 }), isCancelled: fc.boolean() }), { maxLength: 60 }),
        async (timers) => {
          const clock = new VirtualClock(0, 0, settlePromises);
          const fired: number[] = [];
          timers.forEach(({ delayMs, isCancelled }, at) => {
            const timer = clock.after(delayMs, () => fired.push(at));
            if (isCancelled) timer.cancel();
          });
          expect(clock.timers).toBe(timers.filter(({ isCancelled }) => !isCancelled).length);
          await clock.advance(20);
          const due = timers.map(({ delayMs, isCancelled }, at) => ({ delayMs, isCancelled, at }));
          // Sorting keeps the order of equals.
          const kept = due.filter((one) => !one.isCancelled).sort((a, b) => a.delayMs - b.delayMs);
          expect(fired).toEqual(kept.map(({ at }) => at));
          expect(clock.timers).toBe(0);
        },
      ),
    );
  });

  it('lets a chain of promises come to its end before the next timer fires', async () => {
    const clock = new VirtualClock(0, 0, settlePromises);
    const steps: string[] = [];
    clock.after(1, async () => {
      for (let depth = 0; depth < 50; depth++) await Promise.resolve();
      await clock.sleep(0);
      steps.push('first');
    });
    clock.after(2, () => steps.push('second'));
    await clock.advance(2);
    expect(steps).toEqual(['first', 'second']);
  });
});
