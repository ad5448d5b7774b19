import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { asRecord, asText } from '../json.ts';
import { silentLogger } from '../silent-logger.ts';
import { type Frame, readFrame } from './frames.ts';

/** The client pings every third of this. What it makes of the answers is put out of the way: see `keepOnPinging`. */
const CLIENT_PING_TIMEOUT_MS = 12_000;
/** The client's other watchdog closes politely and waits 30 s: put out of the way. */
const SERVER_PING_TIMEOUT_MS = 7 * 24 * 3_600_000;

export interface SocketClientOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  /** Carries the request for the socket's address. */
  readonly fetch: NonNullable<WebClientOptions['fetch']>;
}

export interface SocketClientEvents {
  /** The socket's address came, with a ticket in it: a secret. */
  onAddress(url: string): void;
  onFrame(frame: Frame): void;
  /** The socket broke, or never opened. */
  onError(): void;
  onClosed(): void;
}

/** What a socket needs of a client: the official one has it, and a pretended one where no network is. */
export interface SocketClient {
  /** Asks for the address and opens the socket. Rejects without an error when the socket closes. */
  start(): Promise<unknown>;
  readonly websocket?:
    | {
        isActive(): boolean;
        send(text: string, done: (error: Error | undefined) => void): void;
        disconnect(): void;
      }
    | undefined;
}

export type CreateSocketClient = (
  options: SocketClientOptions,
  givenUp: AbortSignal,
  events: SocketClientEvents,
) => SocketClient;

/**
 * An official client for one socket. It asks for the address, opens the socket, pings, and closes it; `givenUp` ends
 * the request for the address. It neither reconnects nor tries anything twice.
 *
 * Its own handling of frames is taken off. That closes the connection the moment Slack asks for another one; it emits
 * an event under whatever name a payload carries, its own `close` and `error` included; and it rejects unheard, which
 * ends a Node process, when a payload has no event inside. So `start()` never resolves: the hello is a frame, too.
 */
export function createSocketClient(
  options: SocketClientOptions,
  givenUp: AbortSignal,
  events: SocketClientEvents,
): SocketModeClient {
  const { appToken, apiUrl, fetch } = options;
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
    serverPingTimeout: SERVER_PING_TIMEOUT_MS,
    logger: silentLogger,
    clientOptions: {
      slackApiUrl: apiUrl,
      fetch: (url, init) => fetch(url, { ...init, signal: givenUp }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
  });
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown) => {
    keepOnPinging(client);
    events.onFrame(readFrame(data));
  });
  client.on('authenticated', (answer: unknown) => events.onAddress(asText(asRecord(answer)?.url) ?? ''));
  client.on('error', () => events.onError());
  client.on('disconnected', () => events.onClosed());
  return client;
}

/**
 * The client counts how long an answer is out on the wall clock: when that is set forward, or the process stood still
 * for long, it closes every connection, well or not. The patience that it was made with also sets how often it pings,
 * but only at the start; so it becomes endless once frames come, and our own watchdog alone decides.
 */
function keepOnPinging({ websocket }: SocketModeClient): void {
  const { options } = (websocket ?? {}) as unknown as { options?: { clientPingTimeoutMS: number } };
  if (options) options.clientPingTimeoutMS = Number.POSITIVE_INFINITY;
}
