import type { VirtualClock } from '@muster/fleet/testing';

/** Far more than any of it takes on a busy machine. */
const GIVE_UP_MS = 15_000;

/**
 * Waits until `isTrue`, for real sockets beside a virtual clock: the clock moves on by `stepMs` at each look, and
 * the network gets time of its own in between.
 */
export async function until(clock: VirtualClock, isTrue: () => boolean, stepMs = 10): Promise<void> {
  const startedMs = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedMs > GIVE_UP_MS) throw new Error(`waited in vain for: ${isTrue}`);
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
