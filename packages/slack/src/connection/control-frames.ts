import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** A ping came from the server, or its answer to one of ours. */
export type ControlFrame = 'ping' | 'pong';
type Listener = (frame: ControlFrame) => void;

const listeners = new Map<string, Set<Listener>>();

/**
 * Tells of the pings and pongs of the WebSockets to `url`, until the returned function is called. The official
 * client keeps its WebSocket to itself, but undici publishes what every one receives. There is one subscription for
 * the whole process and a look-up by address, which is each connection's own because of its ticket.
 */
export function watchControlFrames(url: string, listener: Listener): () => void {
  const address = URL.canParse(url) ? new URL(url).href : url;
  const forAddress = listeners.get(address) ?? new Set();
  if (listeners.size === 0) {
    subscribe('undici:websocket:ping', onPing);
    subscribe('undici:websocket:pong', onPong);
  }
  listeners.set(address, forAddress.add(listener));
  return () => {
    forAddress.delete(listener);
    if (forAddress.size > 0 || listeners.get(address) !== forAddress) return;
    listeners.delete(address);
    if (listeners.size > 0) return;
    unsubscribe('undici:websocket:ping', onPing);
    unsubscribe('undici:websocket:pong', onPong);
  };
}

const onPing = (message: unknown) => tell(message, 'ping');
const onPong = (message: unknown) => tell(message, 'pong');

function tell(message: unknown, frame: ControlFrame): void {
  const { url } = (message as { websocket?: { url?: unknown } }).websocket ?? {};
  if (typeof url !== 'string') return;
  for (const listener of listeners.get(url) ?? []) listener(frame);
}
