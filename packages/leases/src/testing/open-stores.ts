import { randomBytes } from 'node:crypto';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { LeaseStore } from '../lease-store.ts';
import { createLeaseStore } from '../redis/redis-lease-store.ts';
import { createMemoryFleet } from './memory-fleet.ts';
import { wipeRedis } from './wipe-redis.ts';

/** A store under test, whose clock the test sets. */
export interface StoreUnderTest {
  readonly store: LeaseStore;
  /** The store's clock, microseconds. */
  nowUs: number;
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** An ordinary moment of 2026, in microseconds. */
export const START_US = 1_790_000_000_000_000;

export async function openRedisStore(url: string): Promise<StoreUnderTest> {
  const prefix = `test:${randomBytes(6).toString('hex')}`;
  const opened: StoreUnderTest = {
    nowUs: START_US,
    store: createLeaseStore({
      url,
      prefix,
      log: recordingLog(),
      clock: new VirtualClock(),
      nowUs: () => opened.nowUs,
    }),
    wipe: () => wipeRedis(url, prefix),
    async close() {
      await wipeRedis(url, prefix);
      await opened.store.close();
    },
  };
  await untilAnswers(opened.store);
  return opened;
}

export async function openMemoryStore(): Promise<StoreUnderTest> {
  // Only notices go by this clock; they are to arrive by themselves, as Redis's do.
  const clock = new VirtualClock();
  clock.after = (delayMs, run) => {
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  };
  const fleet = createMemoryFleet({ clock, nowUs: () => opened.nowUs });
  const opened: StoreUnderTest = {
    nowUs: START_US,
    store: fleet.connect(),
    wipe: async () => fleet.wipe(),
    close: async () => undefined,
  };
  return opened;
}

/** Calls fail until the first connection stands. */
async function untilAnswers(store: LeaseStore): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      await store.processes();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
