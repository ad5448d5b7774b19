/** Microseconds since 1970 of a `ts` such as `1730000000.000100`. */
export function microsOf(ts: string): number {
  const [seconds = '0', fraction = '0'] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** The `ts` of that moment: whole seconds, a point and six digits. */
export function tsOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
}

/** The next `ts`: now, or just after the last one where two fall together. */
export function nextTsMicros(wallMs: number, lastMicros: number): number {
  return Math.max(Math.floor(wallMs * 1000), lastMicros + 1);
}
