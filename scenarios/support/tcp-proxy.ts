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
  /** Ends every connection at once, frozen ones too. */
  cut(): void;
  close(): Promise<void>;
}

/**
 * Passes whatever connects to it on to a port of the loopback address, asked for anew for each connection. `orphans`:
 * what becomes of bytes that were held back when it thaws and who sent them has hung up meanwhile.
 */
export async function startTcpProxy(
  target: () => number,
  { orphans = 'deliver' }: { readonly orphans?: 'deliver' | 'drop' } = {},
): Promise<TcpProxy> {
  const lines = new Set<Line>();
  const settings = { delayMs: 0, newOnes: 'open' as LineState, orphans };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
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
      for (const line of lines) line.end();
    },
    close() {
      for (const line of lines) line.end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Settings {
  readonly delayMs: number;
  readonly newOnes: LineState;
  readonly orphans: 'deliver' | 'drop';
}

/** One connection and what it is passed on over. */
class Line {
  private readonly sockets: readonly [Socket, Socket];
  private state: LineState;
  /** What is to be passed on once it thaws, in order. */
  private held: (() => void)[] = [];
  private hasClientLeft = false;
  private readonly settings: Settings;
  private readonly onOver: () => void;

  constructor(client: Socket, upstream: Socket, settings: Settings, onOver: () => void) {
    this.sockets = [client, upstream];
    this.settings = settings;
    this.state = settings.newOnes;
    this.onOver = onOver;
    this.pass(client, upstream);
    this.pass(upstream, client);
    for (const socket of this.sockets) {
      socket.on('error', () => this.whenOpen(() => this.end()));
      socket.once('close', () => this.closed());
    }
    const leave = () => {
      this.hasClientLeft = true;
    };
    client.once('end', leave).once('error', leave);
    this.become(this.state);
  }

  become(state: LineState): void {
    const isLost = this.settings.orphans === 'drop' && this.hasClientLeft && this.held.length > 0;
    if (state === 'open' && isLost) this.held = [() => this.end()];
    this.state = state;
    if (state === 'open') for (const act of this.held.splice(0)) act();
  }

  end(): void {
    // Not by `resetAndDestroy`: libuv refuses it while a shutdown is under way, and the handle would never close.
    for (const socket of this.sockets) socket.destroy();
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
        // What was held back comes in many pieces: one of them waits for all.
        if (from.isPaused()) return;
        from.pause();
        to.once('drain', () => from.resume());
      }),
    );
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
