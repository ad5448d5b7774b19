import type { Clock, Timer } from '@muster/fleet';

/** How often it looks. */
const TICK_MS = 500;
/** Every 4 s the client pings, and the answer is a sign of life: without any for this long, nobody is there. */
export const DEAD_AFTER_MS = 10_000;
/** A look that comes this late means that the process itself stood still: what was sent meanwhile is still unread. */
const PAUSE_MS = 2_000;

export interface Watchdog {
  /** The server answered, as any machine does whose WebSocket layer is up. */
  answered(): void;
  /** The server spoke of its own accord: a frame or a ping. It knows of this connection. */
  spoke(): void;
  stop(): void;
}

/**
 * Watches over one connection. `onDead` is called once when no sign of life came for DEAD_AFTER_MS, or `isOpen`
 * says no; `onQuiet` once when the server has not spoken of its own accord for `quietAfterMs`, as one does that has
 * forgotten the connection.
 */
export function createWatchdog(options: {
  readonly clock: Clock;
  readonly quietAfterMs: number;
  readonly isOpen: () => boolean;
  readonly onDead: (reason: 'closed' | 'silent') => void;
  readonly onQuiet: () => void;
}): Watchdog {
  const { clock } = options;
  let lookedMs = clock.monotonicMs();
  let answeredMs = lookedMs;
  let spokeMs = lookedMs;
  let saidQuiet = false;
  let timer: Timer | undefined;

  const look = () => {
    const nowMs = clock.monotonicMs();
    const pausedMs = nowMs - lookedMs - TICK_MS;
    lookedMs = nowMs;
    if (pausedMs > PAUSE_MS) {
      answeredMs += pausedMs;
      spokeMs += pausedMs;
    }
    if (!options.isOpen()) return options.onDead('closed');
    if (nowMs - answeredMs >= DEAD_AFTER_MS) return options.onDead('silent');
    timer = clock.after(TICK_MS, look);
    if (saidQuiet || nowMs - spokeMs < options.quietAfterMs) return;
    saidQuiet = true;
    options.onQuiet();
  };
  timer = clock.after(TICK_MS, look);

  return {
    answered() {
      answeredMs = clock.monotonicMs();
    },
    spoke() {
      answeredMs = clock.monotonicMs();
      spokeMs = answeredMs;
    },
    stop() {
      timer?.cancel();
    },
  };
}
