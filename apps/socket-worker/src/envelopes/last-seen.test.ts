import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { createLastSeen } from './last-seen.ts';

function setUp(touch: (ids: readonly string[]) => Promise<void>) {
  const clock = new VirtualClock();
  return { clock, lastSeen: createLastSeen({ touch }, clock, recordingLog()) };
}

it('notes everybody who was heard in one go, every few seconds, and the rest at the stop', async () => {
  const written: (readonly string[])[] = [];
  const { clock, lastSeen } = setUp(async (ids) => void written.push(ids));
  for (const id of ['a', 'b', 'a']) lastSeen.seen(id);
  await clock.advance(60_000);
  lastSeen.seen('c');
  await lastSeen.stop();
  expect(written).toEqual([['a', 'b'], ['c']]);
  expect(clock.timers).toBe(0);
});

it('goes on after the store was away', async () => {
  let calls = 0;
  const { clock, lastSeen } = setUp(() => {
    calls++;
    return Promise.reject(new Error('away'));
  });
  lastSeen.seen('a');
  await clock.advance(10_000);
  lastSeen.seen('a');
  await clock.advance(10_000);
  expect(calls).toBe(2);
});
