/*
 * One supervised connection: keeps a socket to Slack live until it is closed.
 *
 *   waiting      nothing is open; the next try comes when the timer fires and `mayOpen` grants it
 *   connecting   one socket is on its way, none is live
 *   live         one socket carries
 *   renewing     one socket carries, and its successor is on its way or, after a failure, waits for its next try
 *   closing      asked to close: what was live finishes what it has in hand
 *   stopped      over, with a reason: nothing is tried again
 *
 * A successor is opened at a random moment late in a socket's life, at once when Slack announces that it will close
 * the socket, and when the server seems to have forgotten it. The old socket stays until the new one had its hello,
 * and then retires: it leaves the state and is kept in `retiring` until its last envelopes are acked. A socket that
 * is lost is replaced after a back-off (setbacks.ts), or after a quarantine when it failed too often. `too_many_websockets` waits long and opens nothing beside; a
 * refused app-level token, Socket Mode switched off and another app's token stop the connection.
 */

import type { ConnectNeed } from '@muster/fleet';
import type { ConnectionOptions, ConnectionStatus, StopReason } from './connection-options.ts';
import {
  checkTransition,
  type LiveState,
  type RenewingState,
  type State,
  socketsOf,
  statusOf,
  timersOf,
} from './connection-state.ts';
import type { Envelope } from './envelope.ts';
import type { Hello } from './frames.ts';
import { Setbacks } from './setbacks.ts';
import { Socket } from './socket.ts';
import type { SocketEnd } from './socket-events.ts';

/** A successor is opened between these parts of a socket's expected life. */
const RENEW_FROM = 0.7;
const RENEW_TO = 0.95;
/** Silence after which the server may have forgotten us: Slack pings several times in it. */
const QUIET_MS = 30_000;
const MAX_QUIET_MS = 3_600_000;

export class Connection {
  private readonly options: ConnectionOptions;
  private readonly setbacks: Setbacks;
  private state: State;
  /** Sockets that were replaced and finish what they have in hand. */
  private readonly retiring = new Set<Socket>();
  /** How much silence is too much: doubles for a server that never speaks unasked, which then is no sign. */
  private quietAfterMs = QUIET_MS;
  private readonly whenOver: (() => void)[] = [];

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.setbacks = new Setbacks(options.random, options.clock);
    this.state = this.waitFor(0, 'starting');
  }

  status(): ConnectionStatus {
    return statusOf(this.state, this.nowMs());
  }

  /** How many sockets are open or on their way. */
  sockets(): number {
    return socketsOf(this.state).length + this.retiring.size;
  }

  /** Opens nothing any more, finishes what is in hand and closes. Resolves when no socket is left. Repeatable. */
  close(): Promise<void> {
    const { kind } = this.state;
    if (kind === 'live' || kind === 'renewing') this.become({ kind: 'closing' });
    else if (kind !== 'closing' && kind !== 'stopped') this.stop('closed', '');
    return new Promise((resolve) => {
      this.whenOver.push(resolve);
      this.finish();
    });
  }

  /** Tries again at once, if it waits for its next try. */
  retry(): void {
    if (this.state.kind === 'waiting') this.become(this.waitFor(0, 'asked'));
    else if (this.state.kind === 'renewing' && this.state.next.kind === 'retry') void this.renew('asked');
  }

  private async tryOpen() {
    const asking = this.state;
    const permit = await this.options.mayOpen('open');
    if (this.state !== asking) return;
    if (permit.kind === 'wait') this.become(this.waitFor(permit.forMs, permit.reason));
    else this.become({ kind: 'connecting', socket: this.openSocket() });
  }

  /** Opens a successor beside the live socket; later, if that can wait and has to. */
  private async renew(reason: string, need: Exclude<ConnectNeed, 'open'> = 'renew') {
    const asking = this.state;
    if (need === 'forced') void this.options.mayOpen(need);
    const permit = need === 'renew' ? await this.options.mayOpen(need) : null;
    if (this.state !== asking || (asking.kind !== 'live' && asking.kind !== 'renewing')) return;
    const live = asking.kind === 'live' ? asking : asking.live;
    if (permit?.kind === 'wait') return this.putOff(live, reason, permit.forMs);
    this.options.log.info({ reason }, 'renewing a connection');
    this.options.onReconnect?.(reason, false);
    this.become({ kind: 'renewing', live, next: { kind: 'socket', socket: this.openSocket() } });
  }

  private putOff(live: LiveState, reason: string, forMs: number) {
    const timer = this.options.clock.after(forMs, () => void this.renew(reason));
    if (this.state.kind === 'renewing')
      this.become({ kind: 'renewing', live, next: { kind: 'retry', timer } });
    else this.become({ ...live, renewal: timer });
  }

  private openSocket(): Socket {
    const { appToken, apiUrl, fetch, clock, createClient } = this.options;
    const socket: Socket = new Socket({
      appToken,
      apiUrl,
      fetch,
      clock,
      createClient,
      quietAfterMs: this.quietAfterMs,
      onHello: (hello) => this.onHello(socket, hello),
      onDisconnectFrame: (reason) => this.onDisconnectFrame(socket, reason),
      onQuiet: () => this.onQuiet(socket),
      onEnvelope: (envelope) => this.onEnvelope(envelope),
      onGarbage: () => this.options.onGarbage(),
      onEnd: (end) => this.onEnd(socket, end),
    });
    return socket;
  }

  private onHello(socket: Socket, hello: Hello) {
    if (this.retiring.has(socket)) return;
    const { clock, random, appId } = this.options;
    if (hello.appId !== null && hello.appId !== appId) return this.stop('wrong-app', hello.appId);
    this.setbacks.accepted();
    this.options.onHello(hello.numConnections);
    const partOfLife = RENEW_FROM + random.next() * (RENEW_TO - RENEW_FROM);
    const renewal = clock.after(hello.lifetimeMs * partOfLife, () => void this.renew('old'));
    this.become({ kind: 'live', socket, hello, sinceMs: this.nowMs(), renewal });
  }

  private onDisconnectFrame(socket: Socket, reason: string) {
    if (this.retiring.has(socket)) return;
    if (reason === 'link_disabled') return this.stop('link-disabled', reason);
    if (reason === 'too_many_websockets') return socket.close('too-many-websockets');
    // `warning`, `refresh_requested`, and whatever else Slack may say before it closes.
    if (this.state.kind === 'live' && this.state.socket === socket) void this.renew(reason, 'forced');
  }

  private onQuiet(socket: Socket) {
    if (this.state.kind !== 'live' || this.state.socket !== socket) return;
    const spokeMeanwhile = this.nowMs() - this.state.sinceMs > 2 * this.quietAfterMs;
    this.quietAfterMs = spokeMeanwhile ? QUIET_MS : Math.min(this.quietAfterMs * 2, MAX_QUIET_MS);
    void this.renew('quiet');
  }

  private async onEnvelope(envelope: Envelope): Promise<void> {
    try {
      await this.options.onEnvelope(envelope);
    } catch (error) {
      // Not acked, so Slack delivers it again; and one bad envelope takes nobody else's connection down.
      this.options.log.error({ error, envelopeId: envelope.envelopeId }, 'failed to handle an envelope');
    }
  }

  private onEnd(socket: Socket, end: SocketEnd) {
    const { state } = this;
    if (this.retiring.delete(socket)) {
      this.options.onRetired();
      return this.finish();
    }
    if (state.kind === 'connecting') return this.onDown(end, 0);
    if (state.kind === 'live') return this.onDown(end, this.nowMs() - state.sinceMs);
    if (state.kind === 'renewing') this.onEndWhileRenewing(state, socket, end);
  }

  private onEndWhileRenewing({ live, next }: RenewingState, socket: Socket, end: SocketEnd) {
    if (socket !== live.socket) return this.onSuccessorFailed(live, end);
    if (next.kind === 'socket') return this.become({ kind: 'connecting', socket: next.socket });
    this.onDown(end, this.nowMs() - live.sinceMs);
  }

  private onDown(end: SocketEnd, livedMs: number) {
    const consequence = this.setbacks.judge(end, livedMs);
    if (consequence.kind === 'stop') return this.stop('token-refused', consequence.code);
    const { delayMs, reason, isQuarantined } = consequence;
    this.options.log.warn({ reason, delayMs, isQuarantined }, 'a connection is down');
    this.options.onReconnect?.(reason, isQuarantined);
    this.become(this.waitFor(delayMs, reason, isQuarantined));
  }

  private onSuccessorFailed(live: LiveState, end: SocketEnd) {
    const consequence = this.setbacks.judge(end, 0);
    if (consequence.kind === 'stop') return this.stop('token-refused', consequence.code);
    const { delayMs, reason } = consequence;
    this.options.log.warn({ reason, delayMs }, 'could not renew a connection');
    const timer = this.options.clock.after(delayMs, () => void this.renew('again'));
    this.become({ kind: 'renewing', live, next: { kind: 'retry', timer } });
  }

  private stop(reason: StopReason, code: string) {
    if (reason !== 'closed') this.options.log.error({ reason, code }, 'a connection is given up');
    this.become({ kind: 'stopped', reason, code });
  }

  private waitFor(delayMs: number, reason: string, isQuarantined = false): State {
    const timer = this.options.clock.after(delayMs, () => void this.tryOpen());
    return { kind: 'waiting', timer, untilMs: this.nowMs() + delayMs, reason, isQuarantined };
  }

  /** The only place where the state changes: checks the transition and lets go of what the new state does not keep. */
  private become(next: State) {
    const { state } = this;
    checkTransition(state, next);
    this.state = next;
    for (const timer of timersOf(state)) if (!timersOf(next).includes(timer)) timer.cancel();
    const leaving = socketsOf(state).filter(
      (socket) => !socket.isEnded() && !socketsOf(next).includes(socket),
    );
    for (const socket of leaving) this.retiring.add(socket);
    this.options.onStatus(this.status());
    for (const socket of leaving) socket.retire();
    this.finish();
  }

  /** Once nothing is in hand any more, a connection that closes is stopped, and whoever waits for that is told. */
  private finish() {
    if (this.retiring.size > 0) return;
    if (this.state.kind === 'closing') return this.stop('closed', '');
    if (this.state.kind === 'stopped') for (const resolve of this.whenOver.splice(0)) resolve();
  }

  private nowMs(): number {
    return this.options.clock.monotonicMs();
  }
}
