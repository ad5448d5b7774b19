import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase, testServices } from '@muster/embedded/testing';
import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore, type LeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { openStore, parseKeys, type Store } from '@muster/store';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSocketWorker } from './app.ts';
import { readSocketWorkerConfig } from './config.ts';

const TEAM = 'T0ACME00001';
const ADA = 'U0ACMEADA01';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;

let database: TestDatabase;
let simulator: Simulator;
let store: Store;
let leases: LeaseStore;
let worker: Awaited<ReturnType<typeof startSocketWorker>>;
let app: { id: string; appToken: string };
let bot: { botToken: string };
let im: string;
let installationId: string;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  const redis = { url: testServices().redisUrl, prefix: `test:${randomBytes(4).toString('hex')}` };
  const log = recordingLog();
  const clock = systemClock;
  simulator = await startSimulator();
  store = openStore({ databaseUrl: database.url, keys: parseKeys(KEYS), clock, log, processId: 'test' });
  leases = createLeaseStore({ ...redis, log, clock });
  await install();
  dataDir = mkdtempSync(path.join(tmpdir(), 'muster-worker-'));
  worker = await startSocketWorker(
    readSocketWorkerConfig({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      SLACK_API_URL: simulator.apiUrl,
      MUSTER_KEYS: KEYS,
      MUSTER_REDIS_PREFIX: redis.prefix,
      MUSTER_DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
    }),
  );
  await assign();
});

afterEach(async () => {
  await worker.stop();
  await leases.close();
  await store.close();
  await simulator.stop();
  expect(readdirSync(dataDir, { recursive: true })).toEqual(['in-hand', path.join('in-hand', hostname())]);
  rmSync(dataDir, { recursive: true });
});

async function install() {
  app = await simulator.control.addApp({ name: 'Muster' });
  const { id, appToken } = app;
  await store.apps.save({ id, kind: 'own', name: 'Muster', clientId: null, appToken, slots: 2 });
  const installed = await simulator.control.install(TEAM, id);
  bot = installed;
  im = (await simulator.control.openIm(TEAM, { user: ADA, appId: id })).channel;
  const saved = await store.installations.save({
    appId: id,
    enterpriseId: null,
    teamId: TEAM,
    teamName: 'Acme',
    teamDomain: 'acme',
    url: '',
    isEnterpriseInstall: false,
    botUserId: installed.botUserId,
    botId: installed.botId,
    scopes: [],
    botToken: installed.botToken,
    installedBy: ADA,
  });
  installationId = saved.id;
}

/** What a coordinator does: gives the app's two slots to the worker once it has registered. */
async function assign() {
  const leader = { id: 'test-coordinator', ttlMs: 60_000 };
  let workerId: string | undefined;
  await until(async () => {
    [workerId] = (await leases.observe()).state.workers.keys();
    return workerId !== undefined;
  });
  const led = await leases.campaign(leader);
  if (led.kind !== 'leading' || !workerId) throw new Error('does not lead');
  const id = workerId;
  const changes = [0, 1].map(
    (index) =>
      ({ kind: 'assign', slot: `${app.id}#${index}`, expect: null, workerId: id, floor: null }) as const,
  );
  await leases.apply({ leaderId: leader.id, term: led.term, changes, reap: [] });
  await until(async () => (await slotStates()).filter((state) => state === 'live').length === 2);
}

const slotStates = async () =>
  (await store.slots.list()).filter(({ slot }) => slot.appId === app.id).map(({ state }) => state);
const connections = async () =>
  (await simulator.control.state()).apps.find(({ id }) => id === app.id)?.connections.length ?? 0;
const heard = async () =>
  (await simulator.control.record()).events.filter(({ text, own }) => text !== null && !own);
const isActive = async () => (await store.installations.byId(installationId))?.status === 'active';

it('fills its slots, stores what it hears before it acks, and goes when it is told', async () => {
  expect(await connections()).toBe(2);
  for (const text of ['add task one', 'lunch?', 'done 1'])
    await simulator.control.say(TEAM, im, { user: ADA, text });
  await until(async () => (await heard()).every(({ outcome }) => outcome === 'acked'));
  const started = await store.commands.startNext(`${installationId}:${ADA}`);
  expect(started).toMatchObject({ kind: 'started' });
  expect((await store.apps.byId(app.id))?.tokenState).toBe('accepted');
});

it('removes an installation that was uninstalled', async () => {
  await simulator.control.uninstall(TEAM, app.id);
  await until(async () => !(await isActive()));
  expect(await store.installations.botToken(installationId)).toBeNull();
});

it('notes a refused app token, and removes the installations that are dead as well', async () => {
  await simulator.control.revokeToken({ token: app.appToken, error: 'invalid_auth' });
  await simulator.control.revokeToken({ token: bot.botToken, error: 'account_inactive' });
  await simulator.control.disconnect(app.id, 'refresh_requested');
  await until(async () => (await store.apps.byId(app.id))?.tokenState === 'refused');
  await until(async () => !(await isActive()));
  expect(await store.installations.byId(installationId)).toMatchObject({ removedReason: 'account_inactive' });
  await until(async () => (await slotStates()).every((state) => state === 'down'));
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const startedMs = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - startedMs > 20_000) throw new Error(`waited in vain for: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
