import type { Clock, ConnectNeed, ConnectPermit, Log, Random } from '@muster/fleet';
import type { WebClientOptions } from '@slack/web-api';
import type { Envelope } from './envelope.ts';
import type { CreateSocketClient } from './socket-client.ts';

/** Why nothing is tried any more. */
export type StopReason =
  | 'closed'
  /** Slack refuses the app-level token; `code` is Slack's. */
  | 'token-refused'
  /** Socket Mode is switched off in the app's settings. */
  | 'link-disabled'
  /** The token belongs to another app; `code` is that app's id. */
  | 'wrong-app';

export type ConnectionStatus =
  | {
      readonly kind: 'waiting';
      readonly inMs: number;
      readonly reason: string;
      /** It failed too often: it is left alone for a while. */
      readonly isQuarantined: boolean;
    }
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'live';
      readonly forMs: number;
      /** How many connections of the app Slack counted at the hello; null where it does not say. */
      readonly numConnections: number | null;
      readonly host: string | null;
    }
  | { readonly kind: 'closing' }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly code: string };

export interface ConnectionEvents {
  /** After every change of state. Must not throw. */
  onStatus(status: ConnectionStatus): void;
  /** Slack greeted a socket. `numConnections`: how many of the app it counts with it; null where it does not say. */
  onHello(numConnections: number | null): void;
  /** A socket that was replaced, or asked to close, has ended: Slack counts one less. */
  onRetired(): void;
  /** Handles and acks an envelope. */
  onEnvelope(envelope: Envelope): Promise<void>;
  /** A frame came that is nothing known. */
  onGarbage(): void;
  /**
   * A connection was lost, or is renewed beside the one that is open: why, in Slack's word or ours, and whether it
   * has failed too often now and is left alone for a while.
   */
  onReconnect?(reason: string, isQuarantined: boolean): void;
  /**
   * Asked before each socket is opened. When it has to wait it asks again after `forMs`. Must not reject. For a `forced`
   * need it is only told: a socket that Slack is about to close is replaced at once.
   */
  mayOpen(need: ConnectNeed): Promise<ConnectPermit>;
}

export interface ConnectionOptions extends ConnectionEvents {
  readonly appId: string;
  readonly appToken: string;
  readonly apiUrl: string;
  readonly fetch: NonNullable<WebClientOptions['fetch']>;
  /** The official client unless told otherwise. */
  readonly createClient?: CreateSocketClient | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
