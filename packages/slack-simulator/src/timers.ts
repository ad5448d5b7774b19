import type { SimulatorClock } from './clock.ts';

/** Timers that end together with what set them. */
export interface Timers {
  /** Returns how to call it off. */
  after(ms: number, act: () => void): () => void;
  clear(): void;
}

export function createTimers(clock: SimulatorClock): Timers {
  const pending = new Set<() => void>();
  return {
    after: (ms, act) => {
      const cancel = clock.after(ms, () => {
        pending.delete(cancel);
        act();
      });
      pending.add(cancel);
      return () => {
        pending.delete(cancel);
        cancel();
      };
    },
    clear: () => {
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}
