import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '@muster/fleet';

/** The machine's clocks. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  sleep(delayMs, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(handle);
        reject(signal?.reason);
      };
      const handle = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, delayMs);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
};

/** The machine's chance. Not for secrets. */
export const systemRandom: Random = { next: () => Math.random() };

/** A short random name for a process: kind and 8 hex digits. Unique among the processes of a fleet. */
export function newProcessId(kind: string): string {
  return `${kind}-${randomBytes(4).toString('hex')}`;
}
