import { connect, createServer, type Socket } from 'node:net';

/** `frozen` passes no byte and hides even the end of one side from the other, as a lost route does. */
type LineState = 'open' | 'frozen';

/** A line to a server that a test may disturb. Whoever starts it closes it. */
export interface TcpProxy {
  /** On the loopback address. */
  readonly port: number;
  /** How many connections pass through it now. */
  connections(): number;
  /**
   * Half-open: connections stay, and nothing arrives any more on either side, no end either. `newOnes`: whether
   * connections that are opened meanwhile pass, or are accepted and then hang as well. Repeatable.
   */
  freeze(newOnes: 'pass' | 'hang'): void;
  /** What was held back arrives after all. Repeatable. */
  thaw(): void;
  /** Every chunk takes so much longer each way; 0 ends it. */
  slowDown(delayMs: number): void;
  /** Resets every connection, frozen ones too. */
  cut(): void;
  close(): Promise<void>;
}

/** Passes whatever connects to it on to a port of the loopback address, asked for anew for each connection. */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const lines = new Set<Line>();
  const settings = { delayMs: 0, newOnes: 'open' as LineState };
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) => {
    const upstream = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const line = new Line(client, upstream, settings, () => lines.delete(line));
    lines.add(line);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => lines.size,
    freeze(newOnes) {
      settings.newOnes = newOnes === 'hang' ? 'frozen' : 'open';
      for (const line of lines) line.become('frozen');
    },
    thaw() {
      settings.newOnes = 'open';
      for (const line of lines) line.become('open');
    },
    slowDown(delayMs) {
      settings.delayMs = delayMs;
    },
    cut() {
      for (const line of lines) line.reset();
    },
    close() {
      for (const line of lines) line.reset();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One connection and what it is passed on over. */
class Line {
  private readonly sockets: readonly [Socket, Socket];
  private state: LineState;
  /** What is to be passed on once it thaws, in order; a paused socket reads no further, so it stays short. */
  private held: (() => void)[] = [];
  private readonly settings: { readonly delayMs: number };
  private readonly onOver: () => void;

  constructor(
    client: Socket,
    upstream: Socket,
    settings: { readonly delayMs: number; readonly newOnes: LineState },
    onOver: () => void,
  ) {
    this.sockets = [client, upstream];
    this.settings = settings;
    this.state = settings.newOnes;
    this.onOver = onOver;
    this.pass(client, upstream);
    this.pass(upstream, client);
    for (const socket of this.sockets) {
      socket.pause();
      socket.once('error', () => this.whenOpen(() => this.reset()));
      socket.once('close', () => this.closed());
    }
    this.become(this.state);
  }

  become(state: LineState): void {
    this.state = state;
    for (const socket of this.sockets)
      if (state === 'frozen') socket.pause();
      else socket.resume();
    if (state === 'open') for (const act of this.held.splice(0)) act();
  }

  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.onOver();
  }

  /** Hands on what one side says, in order, and that it has ended. */
  private pass(from: Socket, to: Socket): void {
    const queue: { readonly dueMs: number; readonly act: () => void }[] = [];
    const run = () => {
      while (queue[0] && queue[0].dueMs <= performance.now()) this.whenOpen(queue.shift()?.act ?? (() => {}));
      if (queue[0]) setTimeout(run, queue[0].dueMs - performance.now());
    };
    const later = (act: () => void) => {
      const { delayMs } = this.settings;
      if (queue.length === 0 && delayMs === 0) return this.whenOpen(act);
      queue.push({ dueMs: Math.max(performance.now() + delayMs, queue.at(-1)?.dueMs ?? 0), act });
      if (queue.length === 1) setTimeout(run, delayMs);
    };
    from.on('data', (chunk) =>
      later(() => {
        if (to.destroyed || to.writableEnded || to.write(chunk)) return;
        from.pause();
        to.once('drain', () => this.become(this.state));
      }),
    );
    // A paused socket tells of its end all the same.
    from.on('end', () => later(() => to.end()));
  }

  private whenOpen(act: () => void): void {
    if (this.state === 'open') act();
    else this.held.push(act);
  }

  private closed(): void {
    if (this.sockets.every(({ destroyed }) => destroyed)) this.onOver();
  }
}
