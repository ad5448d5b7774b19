import { expect, test } from 'vitest';
import { createHourlyCounts } from './hourly-counts.ts';

test('counts what lies within the last sixty minutes, key by key', () => {
  let minute = 0;
  const counts = createHourlyCounts(() => minute);
  counts.add('one');
  minute = 30;
  counts.add('one');
  counts.add('other');
  expect([counts.of('one'), counts.of('other'), counts.of('none')]).toEqual([2, 1, 0]);
  minute = 60;
  expect(counts.of('one')).toBe(1);
  minute = 89;
  expect(counts.of('one')).toBe(1);
  minute = 90;
  expect(counts.of('one')).toBe(0);
  minute = 10_000;
  counts.add('one');
  expect(counts.of('one')).toBe(1);
});

test('forgets a key', () => {
  const counts = createHourlyCounts(() => 0);
  counts.add('one');
  counts.forget('one');
  expect(counts.of('one')).toBe(0);
});
