/*
 * One Socket Mode socket, from the request for its address to its end. It never comes back: see connection.ts.
 *
 *   opening   the address is asked for, the socket opened, hello awaited; until the start deadline
 *   live      hello came; envelopes flow
 *   closing   we have sent a close frame and wait a moment for the answer: Slack keeps TCP open after it
 *   ended     over; nothing is called any more. Every socket ends, and says so exactly once
 */
import type { Clock, Timer } from '@muster/fleet';
import { readFailure } from '../errors.ts';
import { watchControlFrames } from './control-frames.ts';
import type { Frame, Hello } from './frames.ts';
import {
  type CreateSocketClient,
  createSocketClient,
  type SocketClient,
  type SocketClientOptions,
} from './socket-client.ts';
import type { LostReason, SocketEnd, SocketEvents } from './socket-events.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

/** Slack answers within a second; a start that takes this long hangs. */
export const START_DEADLINE_MS = 10_000;
/** How long the other side may take to answer our close frame. */
const CLOSE_GRACE_MS = 1_000;
/** A socket that retires closes after this long without an envelope … */
const QUIET_MS = 1_000;
/** … or after this long at the latest: what is not acked by then is not acked in Slack's 3 s either. */
const RETIRE_DEADLINE_MS = 10_000;
export interface SocketOptions extends SocketEvents, SocketClientOptions {
  readonly clock: Clock;
  readonly quietAfterMs: number;
  /** The official client unless told otherwise. */
  readonly createClient?: CreateSocketClient | undefined;
}

type Phase = 'opening' | 'live' | 'closing' | 'ended';
const NEXT: Readonly<Record<Phase, readonly Phase[]>> = {
  opening: ['live', 'closing', 'ended'],
  live: ['closing', 'ended'],
  closing: ['ended'],
  ended: [],
};

/** Opens by itself once it is made. */
export class Socket {
  private phase: Phase = 'opening';
  private readonly options: SocketOptions;
  private readonly client: SocketClient;
  /** Ends the request for the address when we no longer want it. */
  private readonly givenUp = new AbortController();
  /** The start deadline, then the wait for quiet, then the wait for the close frame: one at a time. */
  private timer: Timer;
  private watchdog: Watchdog | undefined;
  private stopWatching: (() => void) | undefined;
  private closeReason: LostReason = 'closed';
  private handling = 0;
  private lastEnvelopeMs = Number.NEGATIVE_INFINITY;

  constructor(options: SocketOptions) {
    this.options = options;
    const createClient = options.createClient ?? createSocketClient;
    this.client = createClient(options, this.givenUp.signal, {
      onAddress: (url) => this.watch(url),
      onFrame: (frame) => this.onFrame(frame),
      onError: () => this.end({ kind: 'lost', reason: 'socket-error' }),
      onClosed: () => this.end({ kind: 'lost', reason: this.closeReason }),
    });
    this.timer = options.clock.after(START_DEADLINE_MS, () =>
      this.end({ kind: 'lost', reason: 'start-deadline' }),
    );
    // Resolves never, for hello does not reach the client, and rejects without an error when the socket closes.
    this.client.start().catch((error: unknown) => {
      this.end(
        error === undefined
          ? { kind: 'lost', reason: 'closed' }
          : { kind: 'not-opened', failure: readFailure(error) },
      );
    });
  }

  /** Closes once the envelopes in hand are handled and no more come. May be called again. */
  retire() {
    if (this.phase !== 'live') return this.close();
    const sinceMs = this.options.clock.monotonicMs();
    const look = () => {
      const nowMs = this.options.clock.monotonicMs();
      const quietMs = nowMs - Math.max(this.lastEnvelopeMs, sinceMs);
      const isDone = this.handling === 0 && quietMs >= QUIET_MS;
      if (isDone || nowMs - sinceMs >= RETIRE_DEADLINE_MS) return this.close();
      this.timer = this.options.clock.after(QUIET_MS / 4, look);
    };
    this.timer.cancel();
    look();
  }

  /** Closes now, and ends with this reason. May be called again. */
  close(reason: LostReason = 'asked') {
    if (this.phase === 'closing' || this.phase === 'ended') return;
    if (this.phase === 'opening') return this.end({ kind: 'lost', reason });
    this.become('closing');
    this.closeReason = reason;
    this.timer.cancel();
    this.timer = this.options.clock.after(CLOSE_GRACE_MS, () => this.end({ kind: 'lost', reason }));
    this.client.websocket?.disconnect();
  }

  isEnded(): boolean {
    return this.phase === 'ended';
  }

  private watch(url: string) {
    // The address came all the same: this keeps the client from opening a socket that nobody would close.
    if (this.phase === 'ended') throw new Error('the socket was given up');
    this.stopWatching = watchControlFrames(url, (frame) => {
      if (frame === 'ping') this.watchdog?.spoke();
      else this.watchdog?.answered();
    });
  }

  private onFrame(frame: Frame) {
    if (this.phase === 'ended') return;
    this.watchdog?.spoke();
    switch (frame.kind) {
      case 'hello':
        return this.onHello(frame);
      case 'disconnect':
        return this.options.onDisconnectFrame(frame.reason);
      case 'envelope':
        return void this.onEnvelope(frame);
      case 'garbage':
        return this.options.onGarbage();
    }
  }

  private onHello(hello: Hello) {
    if (this.phase !== 'opening') return;
    this.timer.cancel();
    this.become('live');
    this.watchdog = createWatchdog({
      clock: this.options.clock,
      quietAfterMs: this.options.quietAfterMs,
      isOpen: () => this.phase !== 'live' || this.client.websocket?.isActive() === true,
      onDead: (reason) => this.end({ kind: 'lost', reason }),
      onQuiet: () => this.options.onQuiet(),
    });
    this.options.onHello(hello);
  }

  private async onEnvelope(frame: Extract<Frame, { kind: 'envelope' }>): Promise<void> {
    this.handling++;
    this.lastEnvelopeMs = this.options.clock.monotonicMs();
    try {
      await this.options.onEnvelope({ ...frame, ack: (payload) => this.ack(frame, payload) });
    } finally {
      this.handling--;
    }
  }

  private ack(frame: Extract<Frame, { kind: 'envelope' }>, payload?: object): boolean {
    const socket = this.client.websocket;
    // RFC 6455: nothing may be sent after Close. Slack delivers the envelope again.
    if (this.phase === 'ended' || !socket?.isActive()) return false;
    const answer = payload && frame.acceptsResponsePayload ? { payload } : {};
    let isSent = false;
    socket.send(JSON.stringify({ envelope_id: frame.envelopeId, ...answer }), (error) => {
      isSent = error === undefined;
    });
    return isSent;
  }

  private end(end: SocketEnd) {
    if (this.phase === 'ended') return;
    this.become('ended');
    this.timer.cancel();
    this.watchdog?.stop();
    this.stopWatching?.();
    this.givenUp.abort();
    // Twice: the first sends a close frame, the second gives up waiting for the answer and destroys the socket.
    this.client.websocket?.disconnect();
    this.client.websocket?.disconnect();
    this.options.onEnd(end);
  }

  private become(phase: Phase) {
    if (!NEXT[this.phase].includes(phase))
      throw new Error(`a socket cannot go from ${this.phase} to ${phase}`);
    this.phase = phase;
  }
}
