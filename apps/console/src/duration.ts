const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** A time in its greatest unit, as "3 h"; below a minute as "12 s", below ten seconds as "1.5 s". */
export function duration(seconds: number): string {
  for (const [unit, size] of UNITS) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return seconds < 10 ? `${Math.round(seconds * 10) / 10} s` : `${Math.floor(seconds)} s`;
}

/** Milliseconds as "0.4 ms", "12 ms" or "1.2 s". */
export function shortTime(ms: number): string {
  if (ms >= 1_000) return duration(ms / 1_000);
  return ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`;
}
