import { freePort } from '@muster/embedded';
import { type Cast, castPeople } from '../support/people.ts';
import { type Fleet, startFleet } from '../support/processes.ts';
import { untilConnected } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { placesOf } from './faults/fault.ts';
import { type Lines, layLines } from './lines.ts';
import type { ChaosOptions } from './options.ts';

/** Everything that a chaos run breaks. Whoever sets it closes it. */
export interface ChaosStage {
  readonly stage: Stage;
  readonly fleet: Fleet;
  readonly lines: Lines;
  readonly casts: readonly Cast[];
  close(): Promise<void>;
}

export const OPERATOR_TOKEN = 'operator-token-for-tests';
/**
 * Slack repeats what was not acked: at once and then later, the last time after more than two minutes. Ghosts and
 * half-open connections swallow payloads for less than that, and it looks after its connections oftener than it does.
 */
const SETTINGS = {
  rateLimits: false,
  retryDelaysMs: [0, 2_000, 8_000, 35_000, 60_000, 30_000],
  ghostLifeMs: 15_000,
  pingIntervalMs: 5_000,
  closeGraceMs: 3_000,
  deliveriesPerHour: 1_000_000_000,
};

/** The whole fleet, each process with lines of its own to Redis and Postgres, and apps with people in a pretend Slack. */
export async function setChaos(name: string, options: ChaosOptions): Promise<ChaosStage> {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    return { ...(await set(name, options, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function set(
  name: string,
  options: ChaosOptions,
  opened: (() => Promise<unknown>)[],
): Promise<Omit<ChaosStage, 'close'>> {
  const port = await freePort();
  const sockets = await startTcpProxy(() => port);
  // Slack cannot be told to forget a call: one that arrived after its caller gave it up could not be told from another.
  const webApi = await startTcpProxy(() => port, { orphans: 'drop' });
  opened.push(() => Promise.all([sockets.close(), webApi.close()]));
  const stage = await setStage(name, {
    simulator: { port, publicUrl: `http://127.0.0.1:${sockets.port}` },
  });
  opened.push(() => stage.close());
  const { control } = stage.simulator;
  await control.changeSettings(SETTINGS);
  const casts: Cast[] = [];
  for (const size of options.apps) casts.push(await castPeople(control, stage.store, size));
  const lines = await layLines(
    placesOf(
      { counts: options.counts, apps: casts.length },
      'gateway',
      'coordinator',
      'socket-worker',
      'task-worker',
    ),
    { sockets, webApi, redisUrl: stage.redisUrl, databaseUrl: stage.environment.DATABASE_URL ?? '' },
  );
  opened.push(() => lines.close());
  const gatewayPort = await freePort();
  const gateway = {
    MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
    PUBLIC_URL: `http://127.0.0.1:${gatewayPort}`,
    PORT: String(gatewayPort),
  };
  const fleet = startFleet({
    environment: { ...stage.environment, SLACK_API_URL: `http://127.0.0.1:${webApi.port}/api/` },
    environmentOf: (place) => ({
      ...lines.environmentOf(place),
      ...(place.startsWith('gateway') ? gateway : {}),
    }),
    counts: options.counts,
    logDir: stage.logDir,
  });
  opened.push(() => fleet.stop());
  for (const { appId } of casts) await untilConnected(stage, appId);
  await until(
    'the gateway is ready',
    async () => (await fetch(`${gateway.PUBLIC_URL}/readyz`).catch(() => null))?.ok,
  );
  return { stage, fleet, lines, casts };
}
