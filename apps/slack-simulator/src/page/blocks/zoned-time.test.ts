import { expect, it } from 'vitest';
import { secondsAtWall, wallTime } from './zoned-time.ts';

it.each([
  ['UTC', '2026-11-25T09:30', Date.UTC(2026, 10, 25, 9, 30)],
  ['Europe/Berlin', '2026-07-01T09:30', Date.UTC(2026, 6, 1, 7, 30)],
  ['America/New_York', '2026-11-25T23:30', Date.UTC(2026, 10, 26, 4, 30)],
  ['Asia/Kolkata', '2026-11-25T00:15', Date.UTC(2026, 10, 24, 18, 45)],
])('knows when a clock in %s shows %s', (zone, wall, ms) => {
  expect(secondsAtWall(wall, zone)).toBe(ms / 1000);
  expect(wallTime(ms / 1000, zone)).toBe(wall);
});

it('is right on both sides of a change to summer time', () => {
  for (const wall of ['2026-03-29T01:30', '2026-03-29T03:30']) {
    expect(wallTime(secondsAtWall(wall, 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe(wall);
  }
});

it('says nothing of what is no time', () => {
  expect(secondsAtWall('', 'UTC')).toBeNull();
  expect(wallTime(Number.NaN, 'UTC')).toBe('');
  expect(wallTime(1e300, 'UTC')).toBe('');
  expect(wallTime(0, 'Mars/Base')).toBe('1970-01-01T00:00');
});
