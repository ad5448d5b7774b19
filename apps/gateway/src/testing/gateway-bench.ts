import { createTestDatabase } from '@muster/embedded/testing';
import { recordingLog } from '@muster/fleet/testing';
import type { FleetPicture } from '@muster/leases';
import { createMetrics, systemClock } from '@muster/process';
import type { Grant } from '@muster/slack/oauth';
import { newKey, openStore, type Store } from '@muster/store';
import pg from 'pg';
import { type GatewayConfig, readGatewayConfig } from '../config.ts';
import type { FleetReader, GatewayParts } from '../parts.ts';
import type { GatewayServer } from '../routes/route-kit.ts';
import { buildServer } from '../server.ts';
import { type FakeSlack, fakeSlack } from './fake-slack.ts';

export const OPERATOR_TOKEN = 'operator-token-for-tests-0123456789';
export const AS_OPERATOR = { authorization: `Bearer ${OPERATOR_TOKEN}` };
export const SHARED_APP = 'ASHARED';

/** A gateway over a database of its own, a pretend Slack, and a fleet that a test can set. */
export interface GatewayBench {
  readonly server: GatewayServer;
  readonly store: Store;
  readonly slack: FakeSlack;
  readonly config: GatewayConfig;
  readonly log: ReturnType<typeof recordingLog>;
  readonly rings: { lane: string; command: unknown }[];
  /** What the registry holds; null: Redis is away. */
  fleet: FleetPicture | null;
  /** What other processes measured, by process id. */
  readonly snapshots: Map<string, string>;
  /** The slots that were asked to try again. */
  readonly retried: string[];
  /** The workers that were told to hand over. */
  readonly drained: string[];
  /** Reaches around the store, for what it would never do. */
  query(sql: string, values: readonly string[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

export const EMPTY_FLEET: FleetPicture = {
  processes: [],
  leader: null,
  staleTerms: 0,
  workers: [],
  slots: [],
};

/** Opens a bench. `environment` overrides settings; `parts` overrides what the routes use. */
export async function openBench(
  options: {
    environment?: Record<string, string>;
    parts?: Partial<GatewayParts>;
    consoleDir?: string;
    sharedApp?: boolean;
  } = {},
): Promise<GatewayBench> {
  const database = await createTestDatabase();
  const config = readGatewayConfig({
    DATABASE_URL: database.url,
    REDIS_URL: 'redis://127.0.0.1:1',
    MUSTER_KEYS: newKey('k1'),
    MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
    PUBLIC_URL: 'http://localhost:3000',
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 'shared-secret',
    SLACK_APP_TOKEN: `xapp-1-${SHARED_APP}-1-abc`,
    LOG_LEVEL: 'silent',
    ...options.environment,
  });
  const log = recordingLog();
  const store = openStore({
    databaseUrl: database.url,
    keys: config.keys,
    clock: systemClock,
    log,
    processId: 'gateway-test',
  });
  const slack = fakeSlack();
  slack.clients.set('1.1', 'shared-secret');
  const rings: GatewayBench['rings'] = [];
  let bench: GatewayBench;
  const server = await buildServer({
    id: 'gateway-test',
    config,
    consoleDir: options.consoleDir ?? '/nowhere',
    store,
    fleet: pretendFleet(() => bench),
    bell: {
      ring: async (lane, command) => void rings.push({ lane, command }),
      depth: async () =>
        bench.fleet ? { waiting: 3, running: 1 } : Promise.reject(new Error('redis unavailable')),
    },
    slackWeb: slack.slackWeb,
    slackOAuth: slack.slackOAuth,
    metrics: createMetrics({ process: 'gateway', processId: 'gateway-test', runtime: false }),
    settling: () => ({ isAppSaved: true, botTokenTrouble: null }),
    clock: systemClock,
    log,
    ...options.parts,
  });
  bench = {
    server,
    store,
    slack,
    config,
    log,
    rings,
    fleet: EMPTY_FLEET,
    snapshots: new Map(),
    retried: [],
    drained: [],
    async query(sql, values) {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
      await client.end();
      return { rows };
    },
    async close() {
      await server.close();
      await store.close();
      await database.drop();
    },
  };
  const { sharedApp } = config;
  if (sharedApp && options.sharedApp !== false)
    await store.apps.save({ ...sharedApp, kind: 'shared', name: 'Muster', slots: 2 });
  return bench;
}

/** The registry of a fleet that the bench sets; null: it is away. */
function pretendFleet(bench: () => GatewayBench): FleetReader {
  const reach = () => bench().fleet ?? Promise.reject(new Error('redis unavailable'));
  return {
    fleet: async () => reach(),
    async snapshots() {
      await reach();
      return bench().snapshots;
    },
    nudge: async () => {},
    async drain(workerId) {
      const isKnown = (await reach()).workers.some(({ id }) => id === workerId);
      if (isKnown) bench().drained.push(workerId);
      return isKnown ? 'noted' : 'unknown';
    },
    async retry(slot) {
      await reach();
      bench().retried.push(slot);
    },
  };
}

/** What Slack grants for the team `T1`, or another. The pretend Slack knows the code and the token afterwards. */
export function allowInstall(
  slack: FakeSlack,
  code: string,
  changes: Partial<Grant> & { url?: string } = {},
): Grant {
  const { url = 'https://acme.slack.com/', ...rest } = changes;
  const grant: Grant = {
    botToken: `xoxb-${code}`,
    appId: SHARED_APP,
    teamId: 'T1',
    teamName: 'Acme',
    enterpriseId: null,
    isEnterpriseInstall: false,
    botUserId: 'UBOT',
    scopes: ['chat:write'],
    installedBy: 'UANA',
    ...rest,
  };
  slack.codes.set(code, grant);
  slack.tokens.set(grant.botToken, { grant, url });
  return grant;
}

/** Begins an install as a browser does. Gives its state and its cookie. */
export async function beginInstall(
  server: GatewayServer,
  path = '/slack/install',
  cookie?: string,
): Promise<{ state: string; cookie: string; location: URL }> {
  const answer = await server.inject({ url: path, headers: cookie ? { cookie } : {} });
  if (answer.statusCode !== 302) throw new Error(`install began with ${answer.statusCode}: ${answer.body}`);
  const location = new URL(String(answer.headers.location));
  const [set] = answer.cookies;
  return {
    state: location.searchParams.get('state') ?? '',
    cookie: set ? `${set.name}=${set.value}` : '',
    location,
  };
}

/** Comes back from Slack as a browser does. */
export function comeBack(server: GatewayServer, query: Record<string, string>, cookie?: string) {
  return server.inject({
    url: `/slack/oauth_redirect?${new URLSearchParams(query)}`,
    headers: cookie ? { cookie } : {},
  });
}

/** Installs the shared app all the way. Gives the installation's id. */
export async function install(
  bench: GatewayBench,
  code: string,
  changes: Parameters<typeof allowInstall>[2] = {},
) {
  const grant = allowInstall(bench.slack, code, changes);
  const { state, cookie } = await beginInstall(bench.server, `/slack/install?app=${grant.appId}`);
  const answer = await comeBack(bench.server, { code, state }, cookie);
  const saved = (await bench.store.installations.list()).find(
    ({ appId, teamId, enterpriseId }) =>
      appId === grant.appId && teamId === grant.teamId && enterpriseId === grant.enterpriseId,
  );
  if (!saved) throw new Error(`nothing was installed: ${answer.statusCode} ${answer.body}`);
  return { answer, id: saved.id, grant };
}
