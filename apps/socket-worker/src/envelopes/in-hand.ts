import type { Clock } from '@muster/fleet';

/** The envelopes that are being handled right now. */
export interface InHand {
  /** Notes that one is taken in hand. Call what it answers once it is done with. */
  take(): () => void;
  /** For how long the oldest has been in hand, in milliseconds; 0: there is none. */
  oldestMs(): number;
}

export function createInHand(clock: Pick<Clock, 'monotonicMs'>): InHand {
  // In the order in which they were taken: the first is the oldest.
  const taken = new Set<{ readonly sinceMs: number }>();
  return {
    take() {
      const one = { sinceMs: clock.monotonicMs() };
      taken.add(one);
      return () => void taken.delete(one);
    },
    oldestMs() {
      const [oldest] = taken;
      return oldest ? clock.monotonicMs() - oldest.sinceMs : 0;
    },
  };
}
