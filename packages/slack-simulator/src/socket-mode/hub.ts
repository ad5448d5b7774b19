import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import { recordConnection } from '../record/connection-life.ts';
import type { Recorder } from '../record/recorder.ts';
import type { Ids, Random } from '../state/ids.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { type Connection, createConnection } from './connection.ts';
import { endSockets } from './end-sockets.ts';
import { createTickets } from './tickets.ts';

/** All Socket Mode connections, by app. */
export interface Hub {
  /** The path and query of a WebSocket address that admits one connection of the app. */
  ticketPath(appId: string): string;
  /** Answers an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  of(appId: string): readonly Connection[];
  /** Any one of the app's connections that takes payloads. */
  pick(appId: string): Connection | null;
  /** Ends every connection: with a close handshake, or after a moment without. Admits none any more. */
  close(): Promise<void>;
}

export interface HubParts {
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  readonly ids: Ids;
  readonly random: Random;
  readonly wire: WireLog;
  readonly recorder: Recorder;
  /** Whether the app is there, and whether its Socket Mode is on: it may have changed since the ticket was issued. */
  readonly standing: (appId: string) => 'on' | 'off' | 'gone';
  readonly onFrame: (connection: Connection, text: string) => void;
  readonly onChange: (appId: string) => void;
}

/** Slack's own shorter life for connections opened with `&debug_reconnects=true`. */
const DEBUG_LIFE_MS = 360_000;
/** Acks are small; an ack with a large view stays far below this. */
const MAX_FRAME_BYTES = 5_000_000;

const SERVER: ServerOptions = {
  noServer: true,
  autoPong: false,
  maxPayload: MAX_FRAME_BYTES,
  clientTracking: false,
};

const NOTHING_SAID = { team: null, fromApp: null, toApp: null };

export function createHub(parts: HubParts): Hub {
  const server = new WebSocketServer(SERVER);
  const tickets = createTickets(parts.ids, parts.clock, parts.settings);
  const byApp = new Map<string, Connection[]>();
  const sockets = new Map<Socket, WebSocket>();
  let isClosing = false;
  const of = (appId: string) => byApp.get(appId) ?? [];
  const note = connectionNotes(parts.wire);

  const accept = (appId: string, ws: WebSocket, socket: Socket, query: URLSearchParams) => {
    const refusal = refusalOf(parts, appId, of(appId).length);
    if (refusal !== null) {
      sendAway(ws, refusal);
      note(appId, null, `refused: ${refusal}`, true);
      return;
    }
    const lifeMs =
      query.get('debug_reconnects') === 'true' ? DEBUG_LIFE_MS : parts.settings().connectionLifeMs;
    const debugHost = `applink-${parts.ids.digits(4)}`;
    const list = byApp.get(appId) ?? [];
    byApp.set(appId, list);
    const id = `conn-${parts.ids.digits(10)}`;
    const life = recordConnection(parts.recorder, id, appId);
    const connection: Connection = createConnection({
      ...parts,
      lingerMs: () => (isClosing ? 0 : parts.settings().tcpLingerMs),
      id,
      appId,
      ws,
      socket,
      lifeMs,
      debugHost,
      hello: () => hello(appId, debugHost, list.length, lifeMs),
      onFrame: (text) => parts.onFrame(connection, text),
      onSent: (title, toApp) =>
        parts.wire.note({ ...NOTHING_SAID, kind: 'frame', appId, connectionId: id, title, toApp }),
      onChange: () => {
        life.note(connection.view().state);
        parts.onChange(appId);
      },
      onEnd: () => {
        remove(list, connection);
        life.end();
        note(appId, id, 'ended');
        parts.onChange(appId);
      },
    });
    list.push(connection);
    note(appId, id, 'opened');
    connection.start();
    parts.onChange(appId);
  };

  return {
    ticketPath: (appId) => `/link/?ticket=${tickets.issue(appId)}&app_id=${appId}`,
    upgrade: (request, socket, head) => {
      // Taken apart by hand: what a client sends as its address need not be one.
      const [path, query] = (request.url ?? '').split('?');
      const asked = new URLSearchParams(query);
      const appId = path === '/link/' && !isClosing ? tickets.use(asked.get('ticket') ?? '') : null;
      if (appId === null || parts.standing(appId) === 'gone') {
        note(null, null, 'upgrade refused: 408', true);
        refuseUpgrade(socket, 408, 'Request Timeout');
        return;
      }
      server.handleUpgrade(request, socket, head, (ws) => {
        sockets.set(socket, ws);
        socket.on('close', () => sockets.delete(socket));
        accept(appId, ws, socket, asked);
      });
    },
    of,
    pick: (appId) => {
      const takers = of(appId).filter((connection) => connection.takesPayloads());
      return takers[Math.floor(parts.random() * takers.length)] ?? null;
    },
    close: async () => {
      isClosing = true;
      await endSockets(sockets);
      server.close();
    },
  };
}

function remove(list: Connection[], connection: Connection): void {
  const at = list.indexOf(connection);
  if (at >= 0) list.splice(at, 1);
}

/** Why the app may open no connection more; null when it may. */
function refusalOf({ standing, settings }: HubParts, appId: string, held: number): string | null {
  if (standing(appId) === 'off') return 'link_disabled';
  return held >= settings().maxConnections ? 'too_many_websockets' : null;
}

/** One connection too many, or one of an app that switched Socket Mode off meanwhile. */
function sendAway(ws: WebSocket, reason: string): void {
  ws.on('error', () => {});
  ws.send(JSON.stringify({ type: 'disconnect', reason }));
  ws.close(1000);
}

/** Puts on the wire what became of a connection. */
function connectionNotes(wire: WireLog) {
  return (appId: string | null, connectionId: string | null, title: string, isFailure = false) => {
    const line = { ...NOTHING_SAID, kind: 'connection', appId, connectionId, title } as const;
    wire.note(line, isFailure ? 'refused' : 'ok', isFailure);
  };
}

/** Ends an HTTP upgrade with a plain answer. */
export function refuseUpgrade(socket: Socket, status: number, reason: string): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function hello(appId: string, host: string, connections: number, lifeMs: number): string {
  return JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: { host, build_number: 10, approximate_connection_time: Math.round(lifeMs / 1000) },
    connection_info: { app_id: appId },
  });
}
