import type { Clock } from '@muster/fleet';
import type { SocketClientEvents } from '@muster/slack/connection';
import type { Caller } from './simulated-slack.ts';

type Frame = Parameters<SocketClientEvents['onFrame']>[0];
const HOUR_MS = 3_600_000;

/** One socket as Slack sees it. What is sent arrives after a moment, late if the process is stopped, never if it is cut off. */
export interface SlackSocket {
  readonly caller: Caller;
  isGreeted(): boolean;
  /** Slack believes that it is open, and it is not. */
  isGhost(): boolean;
  send(frame: Frame): void;
  greet(appId: string, numConnections: number): void;
  ping(): void;
  /** Slack breaks it off. */
  reset(): void;
  /** Its process has closed it, or has died. */
  abandon(): void;
  /** Hands an ack over to Slack, after a moment. False: it is closed. */
  ack(envelopeId: string): boolean;
  /** Calls `run` when Slack has the ack of this envelope. */
  expectAck(envelopeId: string, run: () => void): void;
}

export function createSlackSocket(options: {
  readonly id: string;
  readonly caller: Caller;
  readonly events: SocketClientEvents;
  readonly clock: Clock;
  readonly latencyMs: number;
  /** The process's end is closed. `isHeard`: Slack knows. */
  onGone(isHeard: boolean): void;
}): SlackSocket {
  const { id, caller, events, clock, latencyMs, onGone } = options;
  let isOpen = true;
  let isGreeted = false;
  const acks = new Map<string, () => void>();
  let hello: Frame | undefined;
  /** The process's own clock: what comes while it is stopped waits in the kernel. */
  const arrive = (run: () => void) => {
    if (!caller.isReachable()) return;
    caller.clock.after(latencyMs, () => {
      if (isOpen) run();
    });
  };
  const end = () => {
    isOpen = false;
    onGone(caller.isReachable());
  };
  const socket: SlackSocket = {
    caller,
    isGreeted: () => isOpen && isGreeted,
    isGhost: () => !isOpen || !caller.clock.isAlive,
    send: (frame) => arrive(() => events.onFrame(frame)),
    greet(appId, numConnections) {
      hello = { kind: 'hello', numConnections, appId, host: id, lifetimeMs: HOUR_MS };
      const frame = hello;
      arrive(() => {
        isGreeted = true;
        events.onFrame(frame);
      });
    },
    // Stands for a ping, which no client hands on: every frame is a sign of life, and a second hello is nothing else.
    ping() {
      const frame = hello;
      if (frame && isGreeted) arrive(() => events.onFrame(frame));
    },
    reset() {
      if (!isOpen) return;
      end();
      caller.clock.after(latencyMs, () => events.onClosed());
    },
    abandon() {
      if (isOpen) end();
    },
    ack(envelopeId) {
      if (!isOpen) return false;
      if (caller.isReachable()) clock.after(latencyMs, () => acks.get(envelopeId)?.());
      return true;
    },
    expectAck: (envelopeId, run) => void acks.set(envelopeId, run),
  };
  return socket;
}
