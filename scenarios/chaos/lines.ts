import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** The lines between the fleet and everything around it, each of which can be disturbed alone. */
export interface Lines {
  /** From one place to Redis or Postgres: what `redis of socket-worker-1` names. */
  line(name: string): TcpProxy;
  /** What a place has to be started with to go through its lines. */
  environmentOf(place: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Lays the lines to Redis and Postgres for these places. Those to Slack stay the caller's. */
export async function layLines(
  places: readonly string[],
  to: {
    readonly sockets: TcpProxy;
    readonly webApi: TcpProxy;
    readonly redisUrl: string;
    readonly databaseUrl: string;
  },
): Promise<Lines> {
  const lines = new Map<string, TcpProxy>([
    ['slack sockets', to.sockets],
    ['slack web api', to.webApi],
  ]);
  const laid: TcpProxy[] = [];
  const lay = async (name: string, url: string) => {
    const line = await startTcpProxy(() => portOf(url));
    laid.push(line);
    lines.set(name, line);
  };
  for (const place of places) {
    await lay(`redis of ${place}`, to.redisUrl);
    await lay(`postgres of ${place}`, to.databaseUrl);
  }
  const line = (name: string) => {
    const found = lines.get(name);
    if (!found) throw new Error(`there is no line ${name}`);
    return found;
  };
  return {
    line,
    environmentOf: (place) => ({
      REDIS_URL: throughPort(to.redisUrl, line(`redis of ${place}`).port),
      DATABASE_URL: throughPort(to.databaseUrl, line(`postgres of ${place}`).port),
    }),
    close: async () => void (await Promise.all(laid.map((one) => one.close()))),
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.port = String(port);
  return through.toString();
}
