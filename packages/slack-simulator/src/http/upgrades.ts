import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Slack } from '../slack.ts';
import { refuseUpgrade } from '../socket-mode/hub.ts';
import type { Faults } from '../web-api/faults.ts';
import type { NewLine } from '../wire/wire-log.ts';

/** HTTP upgrades: to a connection, or by a fault to a refusal or to nothing at all. */
export function upgrades(server: FastifyInstance, slack: Slack, faults: Faults): void {
  const sockets = new Set<Socket>();
  server.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const appId = new URLSearchParams(request.url?.split('?')[1]).get('app_id');
    const fault = faults.take('socket', { team: null, appId });
    if (fault === null) {
      slack.hub.upgrade(request, socket, head);
      return;
    }
    slack.notices.tell({ type: 'settings' });
    const line = lineOf(appId);
    if (fault.kind === 'hang') {
      holdOpen(socket);
      slack.wire.note({ ...line, title: 'upgrade not answered' }, 'held', true);
      return;
    }
    const status = fault.status ?? 503;
    refuseUpgrade(socket, status, STATUS_CODES[status] ?? 'Refused');
    slack.wire.note({ ...line, title: `upgrade refused: ${status}` }, 'refused', true);
  });
  // The server would wait for what was taken out of HTTP until the other side has had enough.
  server.addHook('preClose', async () => {
    for (const socket of sockets) socket.destroy();
  });
}

function lineOf(appId: string | null): Omit<NewLine, 'title'> {
  return { kind: 'connection', appId, team: null, connectionId: null, fromApp: null, toApp: null };
}

/** Nobody else looks after a socket that was taken out of HTTP: its errors would end the process. */
function holdOpen(socket: Socket): void {
  socket.on('error', () => {});
  socket.on('end', () => socket.destroy()).resume();
}
