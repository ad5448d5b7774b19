import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { Timers } from '../timers.ts';
import { onceEnded } from './once-ended.ts';

/** The ways out of a connection's life that are Slack's own. */
export interface Ending {
  /** It does not count any more, from now on. */
  forget(): void;
  /** Ends TCP, and leaves no ghost. */
  giveUp(): void;
}

export interface EndingParts {
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  readonly lingerMs: () => number;
  readonly onEnd: () => void;
}

/**
 * Sees to it that a connection is forgotten when it ends. One that broke off may stay counted for a while as a
 * ghost: then `becomeSilent` is called first, and its other timers are off.
 */
export function watchEnding(
  { ws, socket, clock, settings, lingerMs, onEnd }: EndingParts,
  timers: Timers,
  becomeSilent: () => void,
): Ending {
  let isGivenUp = false;
  const forget = () => {
    timers.clear();
    onEnd();
  };
  onceEnded(ws, socket, { clock, lingerMs }, (isPolite) => {
    if (isPolite || isGivenUp || !settings().ghosts) {
      forget();
      return;
    }
    timers.clear();
    becomeSilent();
    timers.after(settings().ghostLifeMs, forget);
  });
  return {
    forget,
    giveUp: () => {
      isGivenUp = true;
      socket.destroy();
    },
  };
}
