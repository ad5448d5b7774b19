import type { Timer } from '@muster/fleet';
import type { ConnectionStatus, StopReason } from './connection-options.ts';
import type { Hello } from './frames.ts';
import type { Socket } from './socket.ts';

/** Where a connection stands; connection.ts tells it in words. */
export type State =
  | WaitingState
  | { readonly kind: 'connecting'; readonly socket: Socket }
  | LiveState
  | RenewingState
  | { readonly kind: 'closing' }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly code: string };

export interface WaitingState {
  readonly kind: 'waiting';
  readonly timer: Timer;
  readonly untilMs: number;
  readonly reason: string;
  readonly isQuarantined: boolean;
}

export interface LiveState {
  readonly kind: 'live';
  readonly socket: Socket;
  readonly hello: Hello;
  readonly sinceMs: number;
  readonly renewal: Timer;
}

export interface RenewingState {
  readonly kind: 'renewing';
  readonly live: LiveState;
  /** The successor on its way, or the timer of its next try. */
  readonly next:
    | { readonly kind: 'socket'; readonly socket: Socket }
    | { readonly kind: 'retry'; readonly timer: Timer };
}

const NEXT: Readonly<Record<State['kind'], readonly State['kind'][]>> = {
  waiting: ['waiting', 'connecting', 'stopped'],
  connecting: ['live', 'waiting', 'stopped'],
  live: ['live', 'renewing', 'waiting', 'closing', 'stopped'],
  renewing: ['renewing', 'live', 'connecting', 'waiting', 'closing', 'stopped'],
  closing: ['stopped'],
  stopped: [],
};

/** Throws if a connection cannot go from one state to the other: a bug. */
export function checkTransition(from: State, to: State): void {
  if (!NEXT[from.kind].includes(to.kind))
    throw new Error(`a connection cannot go from ${from.kind} to ${to.kind}`);
}

/** The timers that a state has running. */
export function timersOf(state: State): readonly Timer[] {
  switch (state.kind) {
    case 'waiting':
      return [state.timer];
    case 'live':
      return [state.renewal];
    case 'renewing':
      return state.next.kind === 'retry' ? [state.next.timer] : [];
    default:
      return [];
  }
}

/** The sockets that a state keeps open or on their way. */
export function socketsOf(state: State): readonly Socket[] {
  switch (state.kind) {
    case 'connecting':
    case 'live':
      return [state.socket];
    case 'renewing':
      return state.next.kind === 'socket' ? [state.live.socket, state.next.socket] : [state.live.socket];
    default:
      return [];
  }
}

/** A state as everybody may see it, at a moment of the monotonic clock. */
export function statusOf(state: State, nowMs: number): ConnectionStatus {
  switch (state.kind) {
    case 'waiting': {
      const { untilMs, reason, isQuarantined } = state;
      return { kind: 'waiting', inMs: untilMs - nowMs, reason, isQuarantined };
    }
    case 'live':
    case 'renewing': {
      const { hello, sinceMs } = state.kind === 'live' ? state : state.live;
      const { numConnections, host } = hello;
      return { kind: 'live', forMs: nowMs - sinceMs, numConnections, host };
    }
    case 'stopped':
      return { kind: 'stopped', reason: state.reason, code: state.code };
    default:
      return { kind: state.kind };
  }
}
