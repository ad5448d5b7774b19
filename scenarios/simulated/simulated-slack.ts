import type { Clock, Random, Timer } from '@muster/fleet';
import type { SocketClientEvents } from '@muster/slack/connection';
import type { ProcessClock } from './process-clock.ts';
import { createSlackSocket, type SlackSocket } from './slack-socket.ts';

/** A process as Slack's end of the network sees it. */
export interface Caller {
  readonly id: string;
  readonly clock: ProcessClock;
  /** False while the network between the two is split. */
  readonly isReachable: () => boolean;
}

/** How Slack answers those who want to connect. */
export type Mood = 'well' | 'refuses' | 'hangs' | 'rate-limits' | 'refuses-tokens';

/** What the checkers are told. */
export interface SlackWatcher {
  onOpen(appId: string): void;
  onCount(appId: string, connections: number): void;
}

const MAX_CONNECTIONS = 10;
const MAX_LATENCY_MS = 60;
/** A connection whose process is behind a split network stays on Slack's list for this long. */
const GHOST_MS = 20_000;
const PING_EVERY_MS = 4_000;

/** A Slack of one virtual clock: takes connections, counts them, and lets go of them. */
export class SimulatedSlack {
  mood: Mood = 'well';
  readonly clock: Clock;
  private readonly random: Random;
  private readonly watcher: SlackWatcher;
  private readonly sockets = new Map<string, SlackSocket[]>();
  private readonly swallowedMs = new Map<string, number>();
  private opened = 0;
  private pinging: Timer;

  constructor(clock: Clock, random: Random, watcher: SlackWatcher) {
    this.clock = clock;
    this.random = random;
    this.watcher = watcher;
    const ping = () => {
      for (const sockets of this.sockets.values()) for (const socket of sockets) socket.ping();
      this.pinging = clock.after(PING_EVERY_MS, ping);
    };
    this.pinging = clock.after(PING_EVERY_MS, ping);
  }

  /** Pings nobody any more. */
  close(): void {
    this.pinging.cancel();
  }

  latencyMs(): number {
    return 1 + this.random.next() * MAX_LATENCY_MS;
  }

  /** A process asks for an address. Answers what it is told, if anything. */
  ask(appId: string, caller: Caller): Mood {
    this.watcher.onOpen(appId);
    const mood = caller.isReachable() ? this.mood : 'hangs';
    if (mood === 'hangs') this.swallowedMs.set(appId, this.clock.monotonicMs());
    return mood;
  }

  /** When somebody last asked to connect an app and was told nothing. */
  swallowed(appId: string): number {
    return this.swallowedMs.get(appId) ?? Number.NEGATIVE_INFINITY;
  }

  /** A process has opened the address it was given. */
  open(appId: string, caller: Caller, events: SocketClientEvents): SlackSocket {
    const sockets = this.of(appId);
    const socket: SlackSocket = createSlackSocket({
      id: `s${++this.opened}`,
      caller,
      events,
      clock: this.clock,
      latencyMs: this.latencyMs(),
      onGone: (isHeard) => this.gone(appId, socket, isHeard),
    });
    sockets.push(socket);
    this.sockets.set(appId, sockets);
    this.watcher.onCount(appId, Math.min(sockets.length, MAX_CONNECTIONS));
    if (sockets.length <= MAX_CONNECTIONS) socket.greet(appId, sockets.length);
    else {
      this.remove(appId, socket);
      socket.send({ kind: 'disconnect', reason: 'too_many_websockets' });
    }
    return socket;
  }

  /** All connections that Slack believes to be open; those that are no more are among them for a while. */
  of(appId: string): SlackSocket[] {
    return this.sockets.get(appId) ?? [];
  }

  /** Connections over which an event reaches a process that runs or is only stopped. */
  liveOf(appId: string): number {
    return this.of(appId).filter((socket) => socket.isGreeted() && !socket.isGhost()).length;
  }

  /** Announces that these connections go, and closes them a while later, as Slack does. */
  refresh(share: number, closeAfterMs: number): number {
    const chosen = this.choose(share);
    for (const socket of chosen) {
      socket.send({ kind: 'disconnect', reason: 'refresh_requested' });
      this.clock.after(closeAfterMs, () => socket.reset());
    }
    return chosen.length;
  }

  /** Breaks connections off without a word. */
  reset(share: number): number {
    const chosen = this.choose(share);
    for (const socket of chosen) socket.reset();
    return chosen.length;
  }

  /** The kernel of a dead process closes its connections, if Slack can hear it. */
  died(caller: Caller): void {
    for (const sockets of this.sockets.values())
      for (const socket of [...sockets]) if (socket.caller === caller) socket.abandon();
  }

  private choose(share: number): SlackSocket[] {
    return [...this.sockets.values()].flat().filter(() => this.random.next() < share);
  }

  private gone(appId: string, socket: SlackSocket, isHeard: boolean): void {
    if (isHeard) this.remove(appId, socket);
    else this.clock.after(GHOST_MS, () => this.remove(appId, socket));
  }

  private remove(appId: string, socket: SlackSocket): void {
    const left = this.of(appId).filter((other) => other !== socket);
    this.sockets.set(appId, left);
  }
}
