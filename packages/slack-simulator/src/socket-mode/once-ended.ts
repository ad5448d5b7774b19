import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { SimulatorClock } from '../clock.ts';

/**
 * Calls `ended` when the close handshake is done or TCP is gone. In between the two, Slack keeps TCP open, which
 * `ws` as a server would not: so the end that it asks for is put off, unless the other side ended TCP itself.
 * `isPolite`: the handshake was done.
 */
export function onceEnded(
  ws: WebSocket,
  socket: Socket,
  parts: { readonly clock: SimulatorClock; readonly lingerMs: () => number },
  ended: (isPolite: boolean) => void,
): void {
  let isOver = false;
  const over = (isPolite: boolean) => {
    if (isOver) return;
    isOver = true;
    ended(isPolite);
  };
  const endTcp = socket.end.bind(socket) as () => Socket;
  let cancelLinger = () => {};
  socket.end = () => {
    const isCutOff = socket.readableEnded || socket.destroyed;
    over(!isCutOff);
    cancelLinger();
    const lingerMs = parts.lingerMs();
    if (lingerMs === 0 || isCutOff) return endTcp();
    cancelLinger = parts.clock.after(lingerMs, endTcp);
    return socket;
  };
  // A protocol error of the client's is followed by 'close'.
  ws.on('error', () => {});
  socket.on('close', () => {
    cancelLinger();
    over(false);
  });
}
