import type { Clock } from '@muster/fleet';
import type { Subscription } from '../lease-store.ts';

/** A process's end of the channels. */
export interface Ear {
  /** False: what is said meanwhile does not arrive. */
  readonly isReachable: () => boolean;
  /** False: nobody listens at this end. */
  readonly isConnected: () => boolean;
}

/** Redis's channels in memory: who says something does not wait for those who listen. */
export interface MemoryChannels {
  tell(channel: string, message?: string): void;
  listen(channel: string, ear: Ear, run: (message: string) => void): Subscription;
  /** How many listen. */
  count(channel: string): number;
}

export function createMemoryChannels(clock: Pick<Clock, 'after'>): MemoryChannels {
  const listeners = new Set<Ear & { readonly channel: string; readonly run: (message: string) => void }>();
  const on = (channel: string) => [...listeners].filter((listener) => listener.channel === channel);
  return {
    tell(channel, message = '') {
      for (const listener of on(channel))
        clock.after(0, () => {
          if (listeners.has(listener) && listener.isReachable()) listener.run(message);
        });
    },
    listen(channel, ear, run) {
      const listener = { channel, ...ear, run };
      listeners.add(listener);
      return { cancel: () => void listeners.delete(listener) };
    },
    count: (channel) => on(channel).filter((listener) => listener.isConnected()).length,
  };
}
