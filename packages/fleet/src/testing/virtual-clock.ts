import type { Clock, Timer } from '../seams.ts';

interface Pending {
  readonly dueMs: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to advance. Timers fire in order of their time. */
export class VirtualClock implements Clock {
  private nowMs: number;
  private sequence = 0;
  private pending: Pending[] = [];
  private readonly wallStartMs: number;

  constructor(startMs = 0, wallStartMs = Date.UTC(2026, 0, 1)) {
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
    const entry = { dueMs: this.nowMs + Math.max(0, delayMs), sequence: this.sequence++, run };
    this.pending.push(entry);
    return { cancel: () => this.remove(entry) };
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
    await settle();
    for (;;) {
      const next = this.earliest(untilMs);
      if (!next) break;
      this.remove(next);
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.run();
      await settle();
    }
    this.nowMs = untilMs;
    await settle();
  }

  /** How many timers wait: a component that stopped properly leaves none. */
  get timers(): number {
    return this.pending.length;
  }

  private earliest(untilMs: number): Pending | undefined {
    let best: Pending | undefined;
    for (const entry of this.pending) {
      if (entry.dueMs > untilMs) continue;
      if (!best || entry.dueMs < best.dueMs || (entry.dueMs === best.dueMs && entry.sequence < best.sequence))
        best = entry;
    }
    return best;
  }

  private remove(entry: Pending): void {
    this.pending = this.pending.filter((other) => other !== entry);
  }
}

/** Lets everything that is ready to run, run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
