import { DateTime } from 'luxon';

/** The date at the person's place, YYYY-MM-DD. A zone that nobody knows counts as UTC. */
export function dayOf(now: Date, timeZone: string): string {
  const there = DateTime.fromJSDate(now, { zone: timeZone });
  return isoDate(there.isValid ? there : DateTime.fromJSDate(now, { zone: 'utc' }));
}

/** The calendar day before, however many hours it had. */
export function dayBefore(day: string): string {
  return isoDate(fromDay(day).minus({ days: 1 }));
}

/** `Tuesday, 24 November`. */
export function spellDay(day: string): string {
  return fromDay(day).toFormat('cccc, d LLLL');
}

/** A past day as people say it today: `Monday` within a week, else `3 November`, with its year if that is another. */
export function spellPastDay(day: string, today: string): string {
  const date = fromDay(day);
  const daysAgo = fromDay(today).diff(date, 'days').days;
  if (daysAgo < 7) return date.toFormat('cccc');
  return date.toFormat(day.slice(0, 4) === today.slice(0, 4) ? 'd LLLL' : 'd LLLL yyyy');
}

function fromDay(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en' });
}

function isoDate(date: DateTime): string {
  return date.toFormat('yyyy-MM-dd');
}
