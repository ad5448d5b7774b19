import { expect, it } from 'vitest';
import { formatDate } from './date-tokens.ts';

const NOON = Date.UTC(2026, 10, 25, 12);
const at = (template: string, ms = NOON, timeZone = 'UTC') =>
  formatDate({ template, seconds: ms / 1000, timeZone, nowMs: NOON });

it.each([
  ['{date_num}', '2026-11-25'],
  ['{date}', 'November 25'],
  ['{date_short}', 'Nov 25, 2026'],
  ['{date_long}', 'Wednesday, November 25, 2026'],
  ['{date_long_full}', 'November 25, 2026'],
  ['{date_pretty}', 'today'],
  ['on {date_short} at {time}', 'on Nov 25, 2026 at 12:00 PM'],
  ['{time_secs}', '12:00:00 PM'],
  ['{unheard_of} {date_num}', '{unheard_of} 2026-11-25'],
])('draws %s', (template, drawn) => {
  expect(at(template)).toBe(drawn);
});

it('names the days beside today', () => {
  expect(at('{date_long_pretty}', NOON - 86_400_000)).toBe('yesterday');
  expect(at('{date_short_pretty}', NOON + 86_400_000)).toBe('tomorrow');
  expect(at('{day_divider_pretty}', NOON + 2 * 86_400_000)).toBe('Friday, November 27');
  expect(at('{day_divider_pretty}', Date.UTC(2025, 0, 1))).toBe('Wednesday, January 1, 2025');
});

it('says how long ago it was', () => {
  expect(at('{ago}', NOON - 3 * 60_000)).toBe('3 minutes ago');
  expect(at('{ago}', NOON - 2 * 86_400_000)).toBe('2 days ago');
});

it('uses the reader’s time zone, or UTC for one that nobody knows', () => {
  expect(at('{date_num} {time}', Date.UTC(2026, 10, 25, 23), 'Asia/Tokyo')).toBe('2026-11-26 8:00 AM');
  expect(at('{date_num}', NOON, 'Mars/Base')).toBe('2026-11-25');
});

it('draws no date that is none', () => {
  expect(at('{date}', Number.NaN)).toBeNull();
  expect(at('{date}', 1e300)).toBeNull();
});
