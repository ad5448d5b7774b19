import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';
import { askInTime, watchReadiness } from './readiness.ts';

function watch(needs: Parameters<typeof watchReadiness>[0]['needs']) {
  const clock = new VirtualClock();
  const metrics = createMetrics({ process: 'p', processId: 'p-1', runtime: false });
  const readiness = watchReadiness({ needs, metrics, clock, log: recordingLog() });
  const shown = async () => /muster_ready\{.*\} (\d)/.exec((await metrics.render()).body)?.[1];
  return { clock, readiness, shown };
}

it('is ready once everything that it needs is there, and says what is missing before and after', async () => {
  const there = { postgres: false, lease: true };
  const { clock, readiness, shown } = watch({
    postgres: () => there.postgres,
    lease: async () => there.lease || Promise.reject(new Error('away')),
  });
  let isReady = false;
  void readiness.once.then(() => {
    isReady = true;
  });
  expect(readiness.missing()).toEqual(['postgres', 'lease']);
  await clock.advance(200);
  expect([readiness.missing(), await shown(), isReady]).toEqual([['postgres'], '0', false]);
  there.postgres = true;
  await clock.advance(200);
  expect([readiness.missing(), await shown(), isReady]).toEqual([[], '1', true]);
  there.lease = false;
  await clock.advance(1_100);
  expect([readiness.missing(), await shown()]).toEqual([['lease'], '0']);
  there.lease = true;
  await clock.advance(1_100);
  expect(readiness.missing()).toEqual([]);
  readiness.stop();
});

it('does not wait for ever for an answer, and asks no second time meanwhile', async () => {
  const clock = new VirtualClock();
  let asked = 0;
  let answer: (isThere: boolean) => void = () => {};
  const isMet = askInTime(
    () => {
      asked++;
      return new Promise<boolean>((resolve) => {
        answer = resolve;
      });
    },
    clock,
    500,
  );
  const first = isMet();
  await clock.advance(600);
  expect(await first).toBe(false);
  const meanwhile = isMet();
  await clock.advance(600);
  expect([await meanwhile, asked]).toEqual([false, 1]);
  answer(true);
  await clock.advance(1);
  const second = isMet();
  await clock.advance(1);
  answer(true);
  expect(await second).toBe(true);
});
