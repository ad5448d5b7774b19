import type { Clock, Log, Timer } from '@muster/fleet';
import type { Redis } from 'ioredis';
import type { Subscription } from '../lease-store.ts';
import { connectRedis } from './connect.ts';

/** Listens on channels over a connection of its own, opened with the first listener. */
export interface Subscriber {
  /** `message`: what was said; empty after a reconnection, when something may have been missed. */
  listen(channel: string, listener: (message: string) => void): Subscription;
  close(): void;
}

type Listener = (message: string) => void;

/** A connection that only listens does not notice that it is half-open: it is asked, and owes an answer then. */
const ASK_EVERY_MS = 5_000;

export function createSubscriber(options: {
  readonly url: string;
  readonly log: Log;
  readonly clock: Clock;
}): Subscriber {
  const listeners = new Map<string, Set<Listener>>();
  let redis: Redis | undefined;
  let timer: Timer | undefined;
  const ask = () => {
    redis?.ping().catch(() => undefined);
    timer = options.clock.after(ASK_EVERY_MS, ask);
  };
  const connect = (): Redis => {
    const opened = connectRedis({ ...options, role: 'subscriber' });
    // Subscribes afresh after every reconnection, and wakes everybody: what was said meanwhile is lost.
    opened.on('ready', () => {
      for (const channel of listeners.keys()) subscribe(opened, channel);
      wakeAll(listeners);
    });
    opened.on('message', (channel: string, message: string) => wake(listeners.get(channel), message));
    timer = options.clock.after(ASK_EVERY_MS, ask);
    return opened;
  };
  return {
    listen(channel, listener) {
      redis ??= connect();
      const ofChannel = listeners.get(channel) ?? new Set();
      listeners.set(channel, ofChannel.add(listener));
      if (ofChannel.size === 1 && redis.status === 'ready') subscribe(redis, channel);
      return {
        cancel() {
          if (!ofChannel.delete(listener) || ofChannel.size > 0) return;
          listeners.delete(channel);
          redis?.unsubscribe(channel).catch(() => undefined);
        },
      };
    },
    close() {
      listeners.clear();
      timer?.cancel();
      redis?.disconnect();
    },
  };
}

/** A subscription that fails is made again with the next connection; until then heartbeats carry the news. */
function subscribe(redis: Redis, channel: string): void {
  redis.subscribe(channel).catch(() => undefined);
}

function wakeAll(listeners: ReadonlyMap<string, ReadonlySet<Listener>>): void {
  for (const ofChannel of listeners.values()) wake(ofChannel, '');
}

function wake(listeners: ReadonlySet<Listener> | undefined, message: string): void {
  for (const listener of listeners ?? []) listener(message);
}
