import { describe, expect, it } from 'vitest';
import { dayBefore, dayOf, spellDay, spellPastDay } from './person-day.ts';

describe('dayOf', () => {
  it.each([
    ['2026-11-24T23:30:00Z', 'Europe/Berlin', '2026-11-25'],
    ['2026-11-24T23:30:00Z', 'America/Los_Angeles', '2026-11-24'],
    ['2026-11-24T18:29:59Z', 'Asia/Kolkata', '2026-11-24'],
    ['2026-11-24T18:30:00Z', 'Asia/Kolkata', '2026-11-25'],
    ['2026-03-28T22:59:59Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T21:59:59Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
    ['2026-11-24T23:30:00Z', 'Mars/Olympus', '2026-11-24'],
    ['2026-11-24T23:30:00Z', '', '2026-11-24'],
  ])('at %s in %j is %s', (now, timeZone, day) => {
    expect(dayOf(new Date(now), timeZone)).toBe(day);
  });
});

describe('days', () => {
  it('step back over months, years and days of 23 or 25 hours', () => {
    expect(['2026-03-01', '2026-01-01', '2026-03-30', '2026-10-26'].map(dayBefore)).toEqual([
      ...['2026-02-28', '2025-12-31', '2026-03-29', '2026-10-25'],
    ]);
  });

  it('are spelt as people say them', () => {
    expect(spellDay('2026-11-24')).toBe('Tuesday, 24 November');
    expect(spellPastDay('2026-11-18', '2026-11-24')).toBe('Wednesday');
    expect(spellPastDay('2026-11-17', '2026-11-24')).toBe('17 November');
    expect(spellPastDay('2025-11-17', '2026-11-24')).toBe('17 November 2025');
  });
});
