/** The simulator's only source of time. Timers run in simulated milliseconds, timestamps in real ones. */
export interface SimulatorClock {
  /** Monotonic real milliseconds, with fractions, since the simulator's start. */
  now(): number;
  /** Real milliseconds since 1970. */
  wallMs(): number;
  /** Calls `act` once after simulated milliseconds. Returns how to call it off; that is repeatable. */
  after(ms: number, act: () => void): () => void;
}

/** `scale()`: simulated milliseconds per real one, read whenever a timer is set. */
export function createScaledClock(scale: () => number): SimulatorClock {
  const startedAt = performance.now();
  return {
    now: () => performance.now() - startedAt,
    wallMs: () => Date.now(),
    after: (ms, act) => {
      // Node turns longer waits into 1 ms.
      const timer = setTimeout(act, Math.min(ms / scale(), 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}
