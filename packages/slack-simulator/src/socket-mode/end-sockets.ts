import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { createScaledClock } from '../clock.ts';

/** Going away (RFC 6455, section 7.4.1). */
const GOING_AWAY = 1001;

/** Real time, whatever the simulated clock shows: an end must come though it stands. */
const GRACE_MS = 500;

/**
 * Ends them all. Each is asked for the close handshake first, for an official client that loses its line without one
 * waits on for half a minute and keeps its process alive. Half-open ones, and those that do not answer, are destroyed.
 */
export async function endSockets(sockets: ReadonlyMap<Socket, WebSocket>): Promise<void> {
  const all = [...sockets];
  const closed = all.map(([socket]) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  for (const [socket, ws] of all)
    if (ws.isPaused) socket.destroy();
    else if (ws.readyState === ws.OPEN) ws.close(GOING_AWAY);
    else socket.end();
  let cancel = () => {};
  const grace = new Promise<void>((resolve) => {
    cancel = createScaledClock(() => 1).after(GRACE_MS, resolve);
  });
  await Promise.race([Promise.all(closed), grace]);
  cancel();
  for (const [socket] of all) socket.destroy();
}
