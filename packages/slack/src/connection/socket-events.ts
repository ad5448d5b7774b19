import type { Failure } from '../errors.ts';
import type { Envelope } from './envelope.ts';
import type { Hello } from './frames.ts';

/** How a socket came to its end. */
export type SocketEnd =
  /** Slack gave no address. */
  | { readonly kind: 'not-opened'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly reason: LostReason };

export type LostReason =
  | 'asked'
  | 'closed'
  | 'silent'
  | 'socket-error'
  | 'start-deadline'
  | 'too-many-websockets';

/** What one socket tells. None of it may throw. */
export interface SocketEvents {
  onHello(hello: Hello): void;
  /** Slack wants the connection renewed, or gone. It stays open until one side closes it. */
  onDisconnectFrame(reason: string): void;
  /** The server has not spoken for a long time, though it answers. */
  onQuiet(): void;
  /** Must not reject. */
  onEnvelope(envelope: Envelope): Promise<void>;
  /** A frame that is no JSON, or nothing known. */
  onGarbage(): void;
  /** The last call. */
  onEnd(end: SocketEnd): void;
}
