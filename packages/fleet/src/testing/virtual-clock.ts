import type { Clock, Timer } from '../seams.ts';
import { type Due, TimerQueue } from './timer-queue.ts';

interface Pending extends Due {
  readonly run: () => void;
}

/**
 * A clock that stands still until it is told to advance. Timers fire in order of their time. `settle` lets what a
 * timer set off come to its end before the next one fires: `settlePromises` is much faster, where nothing but promises
 * is waited for.
 */
export class VirtualClock implements Clock {
  private nowMs: number;
  private sequence = 0;
  private readonly queue = new TimerQueue<Pending>();
  private waiting = 0;
  private readonly wallStartMs: number;
  private readonly settle: () => Promise<void>;

  constructor(startMs = 0, wallStartMs = Date.UTC(2026, 0, 1), settle = settleAll) {
    this.settle = settle;
    this.nowMs = startMs;
    this.wallStartMs = wallStartMs - startMs;
  }

  monotonicMs(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return this.wallStartMs + this.nowMs;
  }

  after(delayMs: number, run: () => void): Timer {
    const dueMs = this.nowMs + Math.max(0, delayMs);
    const entry: Pending = { dueMs, sequence: this.sequence++, isCancelled: false, run };
    this.queue.add(entry);
    this.waiting += 1;
    return { cancel: () => this.cancel(entry) };
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = this.after(delayMs, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = () => {
        timer.cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Moves time on, firing what falls due on the way and letting promises settle between timers. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.nowMs + byMs;
    await this.settle();
    for (;;) {
      const next = this.queue.takeDue(untilMs);
      if (!next) break;
      this.cancel(next);
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.run();
      await this.settle();
    }
    this.nowMs = untilMs;
    await this.settle();
  }

  /** How many timers wait: a component that stopped properly leaves none. */
  get timers(): number {
    return this.waiting;
  }

  private cancel(entry: Pending): void {
    if (entry.isCancelled) return;
    entry.isCancelled = true;
    this.waiting -= 1;
  }
}

/** Lets everything that is ready to run, run. */
async function settleAll(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Lets all promises that are ready settle, and those that they set off: ticks come only when no promise is ready. */
export function settlePromises(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
