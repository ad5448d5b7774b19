import type { SimulatorClock } from '../clock.ts';

/** A clock that stands until it is moved. */
export interface ManualClock extends SimulatorClock {
  /** Runs the timers that are due within so many milliseconds, in their order. */
  advance(ms: number): void;
}

export function createManualClock(startMs = 1_730_000_000_000): ManualClock {
  let now = 0;
  let timers: { readonly due: number; readonly act: () => void }[] = [];
  return {
    now: () => now,
    wallMs: () => startMs + now,
    after: (ms, act) => {
      const timer = { due: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const [next] = timers.filter(({ due }) => due <= until).sort((one, other) => one.due - other.due);
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = next.due;
        next.act();
      }
      now = until;
    },
  };
}
