/** Counts per key over the last sixty minutes, minute by minute. */
export interface HourlyCounts {
  add(key: string): void;
  /** How many in the last sixty minutes. */
  of(key: string): number;
  forget(key: string): void;
}

interface Hour {
  /** By minute modulo sixty. */
  readonly minutes: number[];
  /** The newest minute that was counted. */
  minute: number;
  total: number;
}

const MINUTES = 60;

/** `minute()`: simulated minutes since any fixed moment, whole. */
export function createHourlyCounts(minute: () => number): HourlyCounts {
  const hours = new Map<string, Hour>();
  /** Clears the minutes that have passed since it was last looked at. */
  const current = (key: string): Hour => {
    const now = minute();
    let hour = hours.get(key);
    if (!hour) {
      hour = { minutes: new Array<number>(MINUTES).fill(0), minute: now, total: 0 };
      hours.set(key, hour);
    }
    for (let passed = Math.max(hour.minute, now - MINUTES) + 1; passed <= now; passed += 1) {
      hour.total -= hour.minutes[passed % MINUTES] ?? 0;
      hour.minutes[passed % MINUTES] = 0;
    }
    hour.minute = Math.max(hour.minute, now);
    return hour;
  };
  return {
    add: (key) => {
      const hour = current(key);
      const at = hour.minute % MINUTES;
      hour.minutes[at] = (hour.minutes[at] ?? 0) + 1;
      hour.total += 1;
    },
    of: (key) => (hours.has(key) ? current(key).total : 0),
    forget: (key) => {
      hours.delete(key);
    },
  };
}
