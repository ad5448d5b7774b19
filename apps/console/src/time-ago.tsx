import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;
let tick = Date.now();

function subscribe(listener: () => void): () => void {
  const handle = setInterval(() => {
    tick = Date.now();
    listener();
  }, TICK_MS);
  return () => clearInterval(handle);
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** A moment as "3 min. ago", with the exact time for those who point at it. `at` is ISO 8601. */
export function TimeAgo({ at }: { at: string }) {
  const nowMs = useSyncExternalStore(subscribe, () => tick);
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toLocaleString()}>
      {inWords((nowMs - date.getTime()) / 1000)}
    </time>
  );
}

function inWords(seconds: number): string {
  for (const [unit, size] of UNITS)
    if (seconds >= size) return relative.format(-Math.floor(seconds / size), unit);
  return seconds >= 10 ? 'under a minute ago' : 'just now';
}
