import type { Clock, Timer } from '@muster/fleet';

/** A process's view of time: it can be killed, and it can be stopped for a while, as by SIGSTOP. */
export interface ProcessClock extends Clock {
  readonly isAlive: boolean;
  readonly isRunning: boolean;
  kill(): void;
  pause(): void;
  resume(): void;
}

export function createProcessClock(base: Clock): ProcessClock {
  let isAlive = true;
  let isPaused = false;
  /** What fell due while the process was stopped; it runs, late, when the process goes on. */
  let overdue: (() => void)[] = [];
  const after = (delayMs: number, run: () => void): Timer => {
    let isCancelled = false;
    const runUnlessCancelled = () => {
      if (!isCancelled && isAlive) run();
    };
    const timer = base.after(delayMs, () => {
      if (isPaused) overdue.push(runUnlessCancelled);
      else runUnlessCancelled();
    });
    return {
      cancel() {
        isCancelled = true;
        timer.cancel();
      },
    };
  };
  return {
    monotonicMs: () => base.monotonicMs(),
    wallMs: () => base.wallMs(),
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    get isAlive() {
      return isAlive;
    },
    get isRunning() {
      return isAlive && !isPaused;
    },
    kill() {
      isAlive = false;
      overdue = [];
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      const late = overdue;
      overdue = [];
      for (const run of late) run();
    },
  };
}
