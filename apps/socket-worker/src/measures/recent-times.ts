import type { Clock } from '@muster/fleet';

/** How long something took of late: for a screen, where a histogram since the start says too little. */
export interface RecentTimes {
  add(tookMs: number): void;
  /** Of the last five minutes, in milliseconds; null when there was nothing. */
  percentiles(): { readonly p50: number; readonly p99: number } | null;
}

const OF_LATE_MS = 300_000;
/** Under load this is less than five minutes: the newest are what counts. */
const MAX_KEPT = 1_000;

export function createRecentTimes(clock: Pick<Clock, 'monotonicMs'>): RecentTimes {
  /** Filled round and round. */
  const kept: { readonly atMs: number; readonly tookMs: number }[] = [];
  let next = 0;
  return {
    add(tookMs) {
      kept[next] = { atMs: clock.monotonicMs(), tookMs };
      next = (next + 1) % MAX_KEPT;
    },
    percentiles() {
      const sinceMs = clock.monotonicMs() - OF_LATE_MS;
      const sorted = kept
        .filter(({ atMs }) => atMs >= sinceMs)
        .map(({ tookMs }) => tookMs)
        .sort((a, b) => a - b);
      if (sorted.length === 0) return null;
      const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      return { p50: at(0.5), p99: at(0.99) };
    },
  };
}
