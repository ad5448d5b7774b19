import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** How the next socket is treated. */
export interface Manners {
  /** Frame sent at once; null: none at all. */
  readonly hello?: object | null;
  readonly upgrade?: 'accept' | 'refuse' | 'hang';
  readonly pings?: boolean;
  readonly pongs?: boolean;
  /** Slack's way: TCP stays open after the close handshake. */
  readonly keepsTcp?: boolean;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Never answers. */
  readonly hang?: boolean;
}

export interface Request {
  readonly method: string;
  readonly token: string;
  readonly contentType: string;
  readonly form: URLSearchParams;
}

const HELLO = {
  type: 'hello',
  num_connections: 1,
  debug_info: { host: 'applink-1', approximate_connection_time: 3_600 },
  connection_info: { app_id: 'A1' },
};

/** A server of a hundred lines that misbehaves as it is told: Web API and Socket Mode. */
export async function startFakeSlack() {
  const requests: Request[] = [];
  const sockets: FakeSocket[] = [];
  const tcp = new Set<TcpSocket>();
  let manners: Manners = {};
  let answers: ((request: Request) => Answer | undefined) | undefined;

  const http = createServer((message, response) => {
    void readBody(message).then((body) => {
      const request: Request = {
        method: (message.url ?? '').replace('/api/', ''),
        token: (message.headers.authorization ?? '').replace('Bearer ', ''),
        contentType: message.headers['content-type'] ?? '',
        form: new URLSearchParams(body),
      };
      requests.push(request);
      const answer = answers?.(request) ?? defaultAnswer(request);
      if (answer.hang) return;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(
        typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? { ok: true }),
      );
    });
  });
  const defaultAnswer = (request: Request): Answer =>
    request.method === 'apps.connections.open'
      ? { body: { ok: true, url: `${base.replace('http', 'ws')}/link/?ticket=${requests.length}` } }
      : { body: { ok: true } };

  http.on('connection', (socket) => {
    tcp.add(socket);
    socket.on('close', () => tcp.delete(socket));
  });
  http.on('upgrade', (message, socket, head) => {
    const { upgrade = 'accept', pongs = true } = manners;
    // Reads on, so that it notices when the other side gives up.
    if (upgrade === 'hang') return void socket.on('end', () => socket.destroy()).resume();
    if (upgrade === 'refuse')
      return void socket.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
    const server = new WebSocketServer({ noServer: true, autoPong: pongs });
    server.handleUpgrade(message, socket, head, (ws) => {
      sockets.push(new FakeSocket(ws, socket as TcpSocket, manners));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    apiUrl: `${base}/api/`,
    requests,
    sockets,
    /** Holds for sockets from now on. */
    behave(next: Manners) {
      manners = next;
    },
    /** Undefined: the usual answer. */
    answer(next: (request: Request) => Answer | undefined) {
      answers = next;
    },
    /** TCP connections of any kind. */
    connections: () => tcp.size,
    opens: () => requests.filter((request) => request.method === 'apps.connections.open').length,
    async stop() {
      for (const { pinger } of sockets) clearInterval(pinger);
      for (const socket of tcp) socket.destroy();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

export class FakeSocket {
  readonly received: { envelope_id?: string; payload?: unknown }[] = [];
  readonly pinger: NodeJS.Timeout | undefined;
  readonly ws: WebSocket;
  readonly tcp: TcpSocket;
  isClosed = false;

  constructor(ws: WebSocket, tcp: TcpSocket, manners: Manners) {
    this.ws = ws;
    this.tcp = tcp;
    ws.on('message', (data) => this.received.push(JSON.parse(String(data))));
    ws.on('error', () => undefined);
    for (const event of ['end', 'close'])
      tcp.on(event, () => {
        this.isClosed = true;
        clearInterval(this.pinger);
      });
    if (manners.keepsTcp) tcp.end = () => tcp;
    if (manners.pings) this.pinger = setInterval(() => ws.ping(), 5);
    if (manners.hello !== null) this.send(manners.hello ?? HELLO);
  }

  send(frame: object | string) {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  envelope(envelopeId: string, payload: unknown = { event: { type: 'message' } }, more: object = {}) {
    this.send({ envelope_id: envelopeId, type: 'events_api', payload, ...more });
  }

  acks() {
    return this.received.map((frame) => frame.envelope_id);
  }
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
