import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { SimulatorClock } from '../clock.ts';
import type { SimCut } from '../control/requests.ts';
import type { SimSettings } from '../control/settings.ts';
import type { SimConnection } from '../control/state.ts';
import { createTimers, type Timers } from '../timers.ts';
import { watchEnding } from './watch-ending.ts';

/** One Socket Mode connection, from the upgrade to its last payload. */
export interface Connection {
  readonly id: string;
  readonly appId: string;
  /** Greets and begins its life; once it is counted among the app's connections. */
  start(): void;
  view(): SimConnection;
  /** Whether payloads are routed here. A silent connection takes them and loses them. */
  takesPayloads(): boolean;
  /** Sends a text frame and counts it as a delivery. */
  deliver(frame: string): void;
  sendRaw(frame: string): void;
  countAck(): void;
  /** Sends a disconnect frame; all reasons but `warning` end the connection after a while. */
  disconnect(reason: string): void;
  cut(how: SimCut): void;
  /** No pings are sent and none answered from now on, or they are again. */
  mute(muted: boolean): void;
}

export interface ConnectionParts {
  readonly id: string;
  readonly appId: string;
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  /** How long it lives, simulated milliseconds; 0 is for ever. */
  readonly lifeMs: number;
  /** How long TCP stays open after the close handshake, simulated milliseconds. */
  readonly lingerMs: () => number;
  readonly debugHost: string;
  /** The first frame, made when it is due. */
  readonly hello: () => string;
  readonly onFrame: (text: string) => void;
  /** A frame that is no delivery went out. */
  readonly onSent: (title: string, frame: string) => void;
  readonly onChange: () => void;
  /** It no longer counts: TCP or the close handshake ended. Called once. */
  readonly onEnd: () => void;
}

/** Pings that may stay unanswered before the connection is given up. */
const MAX_MISSED_PONGS = 3;

/** Watches over a WebSocket that was just accepted. */
export function createConnection(parts: ConnectionParts): Connection {
  const { id, appId, ws, socket, clock } = parts;
  const openedAt = clock.wallMs();
  const host = `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`;
  let state: SimConnection['state'] = 'opening';
  let delivered = 0;
  let acked = 0;
  let isMuted = false;
  const timers = createTimers(clock);

  const become = (next: SimConnection['state']) => {
    // Silent is for good: only its end can follow.
    if (state === next || state === 'silent') return;
    state = next;
    parts.onChange();
  };
  const isOpen = () => ws.readyState === ws.OPEN && state !== 'silent';
  const send = (frame: string) => {
    if (isOpen()) ws.send(frame);
  };
  const sendNoted = (title: string, frame: string) => {
    if (isOpen()) parts.onSent(title, frame);
    send(frame);
  };
  const disconnect = (reason: string) => {
    const frame = { type: 'disconnect', reason, debug_info: { host: parts.debugHost } };
    sendNoted(`disconnect: ${reason}`, JSON.stringify(frame));
    if (reason === 'warning' || state === 'closing') return;
    become('closing');
    timers.after(parts.settings().closeGraceMs, () => ws.close(1000));
  };
  const greet = () => {
    sendNoted('hello', parts.hello());
    if (state === 'opening') become('open');
  };

  const { forget, giveUp } = watchEnding(parts, timers, () => become('silent'));
  ws.on('message', (frame, isBinary) => {
    if (!isBinary && state !== 'silent') parts.onFrame(frame.toString());
  });

  return {
    id,
    appId,
    start: () => {
      keepAlive(parts, timers, () => isOpen() && !isMuted, giveUp);
      scheduleLife(parts, timers, greet, disconnect);
    },
    view: () => ({
      id,
      openedAt,
      state: state !== 'silent' && ws.readyState !== ws.OPEN ? 'closing' : state,
      delivered,
      acked,
      muted: isMuted,
      host,
    }),
    takesPayloads: () => {
      if (state === 'silent') return true;
      if (state === 'closing' && !parts.settings().closingTakesPayloads) return false;
      return state !== 'opening' && ws.readyState === ws.OPEN;
    },
    deliver: (frame) => {
      delivered += 1;
      send(frame);
    },
    sendRaw: (frame) => sendNoted('raw frame', frame),
    countAck: () => {
      acked += 1;
    },
    disconnect,
    mute: (muted) => {
      isMuted = muted;
      parts.onChange();
    },
    cut: (how) => {
      // Of a ghost nothing is left to cut but its place in the count.
      if (socket.destroyed) return forget();
      if (how !== 'silent') return endBy(parts, how);
      become('silent');
      ws.pause();
      timers.after(parts.settings().ghostLifeMs, giveUp);
    },
  };
}

function endBy({ ws, socket }: ConnectionParts, how: Exclude<SimCut, 'silent'>): void {
  if (how === 'reset') socket.resetAndDestroy();
  else ws.close(1000);
}

function keepAlive(parts: ConnectionParts, timers: Timers, isOpen: () => boolean, giveUp: () => void): void {
  let missedPongs = 0;
  const { ws, settings } = parts;
  const ping = () => {
    if (settings().pingIntervalMs > 0 && isOpen()) {
      if (missedPongs >= MAX_MISSED_PONGS) {
        giveUp();
        return;
      }
      missedPongs += 1;
      ws.ping(`Ping from ${parts.debugHost}`);
    }
    scheduleNext();
  };
  // Looked at again even while pings are off: they can be switched on during a connection's life.
  const scheduleNext = () => timers.after(settings().pingIntervalMs || 10_000, ping);
  ws.on('ping', (payload) => {
    if (settings().pongs && isOpen()) ws.pong(payload);
  });
  ws.on('pong', () => {
    missedPongs = 0;
  });
  scheduleNext();
}

/** From `hello` to the refresh at the end of its time. */
function scheduleLife(
  parts: ConnectionParts,
  timers: Timers,
  greet: () => void,
  disconnect: (reason: string) => void,
): void {
  const { helloDelayMs, closeGraceMs } = parts.settings();
  if (helloDelayMs === 0) greet();
  else if (helloDelayMs !== null) timers.after(helloDelayMs, greet);
  if (parts.lifeMs <= 0) return;
  timers.after(Math.max(0, parts.lifeMs - closeGraceMs), () => {
    if (parts.settings().warnsBeforeRefresh) disconnect('warning');
    timers.after(closeGraceMs, () => disconnect('refresh_requested'));
  });
}
