/** What a clock on the wall shows at a moment, as a field for date and time takes it: `2026-11-25T09:30`. */
export function wallTime(seconds: number, timeZone: string): string {
  const ms = seconds * 1000;
  const shifted = new Date(ms + offsetMs(ms, timeZone));
  return Number.isNaN(new Date(ms).getTime()) || Number.isNaN(shifted.getTime())
    ? ''
    : shifted.toISOString().slice(0, 16);
}

/** Seconds since 1970 of the moment when a clock shows `wall`; null for what is no time. */
export function secondsAtWall(wall: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset depends on the moment, which depends on the offset: the second guess is right also around changes.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return Math.floor((asUtc - offsetMs(guess, timeZone)) / 1000);
}

function offsetMs(ms: number, timeZone: string): number {
  if (!Number.isFinite(ms)) return 0;
  const named = partsAt(ms, timeZone);
  const value = (type: string) => Number(named.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return shown - Math.floor(ms / 1000) * 1000;
}

function partsAt(ms: number, timeZone: string): Intl.DateTimeFormatPart[] {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone }).formatToParts(ms);
  } catch {
    // A time zone that this browser does not know, or a moment that no calendar has.
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).formatToParts(0);
  }
}
