/** Token buckets, one per key: `burst` at once, refilled evenly. */
export interface RateLimits {
  /** Takes one; returns 0, or the whole seconds after which to try again. */
  take(key: string, perMinute: number, burst: number): number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Buckets beyond this are forgotten, the longest unused first: they would be full again anyway. */
const MAX_BUCKETS = 20_000;

/** `now()`: simulated milliseconds. */
export function createRateLimits(now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  return {
    take: (key, perMinute, burst) => {
      const at = now();
      const before = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, before.left + ((at - before.at) * perMinute) / 60_000);
      const isGranted = left >= 1;
      // Set anew, so that the map's order is that of use.
      buckets.delete(key);
      buckets.set(key, { left: isGranted ? left - 1 : left, at });
      if (buckets.size > MAX_BUCKETS) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return isGranted ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
    },
  };
}
