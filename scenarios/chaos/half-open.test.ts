import { randomUUID } from 'node:crypto';
import { createTestDatabase, testServices } from '@muster/embedded/testing';
import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { type Bell, createBell, runLanes } from '@muster/queue';
import { newKey, openStore, parseKeys, type Store } from '@muster/store';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

/**
 * What every process has open to Redis and Postgres, when the line is lost without a word and is never found again:
 * connections are half-open, and new ones pass.
 */
vi.setConfig({ testTimeout: 150_000 });
const log = recordingLog();
const clock = systemClock;
const command = { key: null, name: 'list', args: {} };
let line: TcpProxy;
let through: string;
let prefix: string;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  const { redisUrl } = testServices();
  line = await startTcpProxy(() => Number(new URL(redisUrl).port));
  through = throughLine(redisUrl);
  prefix = `half-open-${randomUUID()}`;
});
afterEach(async () => {
  line.thaw();
  for (const one of opened.splice(0).reverse()) await one.close();
  await line.close();
});

function throughLine(url: string): string {
  const changed = new URL(url);
  changed.port = String(line.port);
  return changed.toString();
}

const openBell = (redisUrl: string): Bell => {
  const bell = createBell({ redisUrl, prefix, clock, log });
  opened.push(bell);
  return bell;
};
const rings = (bell: Bell, lane: string) =>
  until(`the lane ${lane} is rung`, () =>
    bell.ring(lane, command).then(
      () => true,
      () => false,
    ),
  );

it('rings again', async () => {
  const bell = openBell(through);
  await rings(bell, 'a');
  line.freeze('pass');
  await rings(bell, 'b');
});

it('runs lanes again, also the one that it was at', async () => {
  const bell = openBell(testServices().redisUrl);
  const ran: string[] = [];
  let finish = () => {};
  const isFinished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  opened.push(
    runLanes({
      redisUrl: through,
      prefix,
      concurrency: 1,
      clock,
      log,
      async run(lane) {
        ran.push(lane);
        if (lane === 'a') await isFinished;
      },
    }),
  );
  await rings(bell, 'a');
  await until('the first lane runs', () => ran.includes('a'));
  line.freeze('pass');
  finish();
  await rings(bell, 'b');
  await until('the other lane has run', () => ran.includes('b'));
  const before = ran.length;
  await rings(bell, 'a');
  await until('the first lane has run again', () => ran.slice(before).includes('a'));
});

it('keeps leases again, and hears what it is told', async () => {
  const leases = createLeaseStore({ url: through, prefix, log, clock });
  const speaker = createLeaseStore({ url: testServices().redisUrl, prefix, log, clock });
  opened.push(leases, speaker);
  let heard = '';
  leases.onRetry((slot) => {
    heard = slot;
  });
  const hears = (slot: string) =>
    until(`it hears of ${slot}`, async () => {
      await speaker.retry(slot).catch(() => undefined);
      return heard === slot;
    });
  const answers = () =>
    leases.processes().then(
      () => true,
      () => false,
    );
  await hears('A1#0');
  line.freeze('pass');
  await until('it answers again', answers);
  await hears('A1#1');
});

it('stores commands again', async () => {
  const database = await createTestDatabase();
  const { port } = new URL(database.url);
  const toPostgres = await startTcpProxy(() => Number(port));
  const url = new URL(database.url);
  url.port = String(toPostgres.port);
  const keys = parseKeys(newKey('k1'));
  const store = openStore({ databaseUrl: url.toString(), keys, clock, log, processId: 'p1' });
  try {
    const outcome = await openOutcome(store);
    expect(await outcome()).toEqual(['stored']);
    const answers = () =>
      store.sweeps.quietLanes(1, 0).then(
        () => true,
        () => false,
      );
    await until('it answers', answers);
    toPostgres.freeze('pass');
    expect(await outcome()).toMatchObject({ code: 'store_unavailable', maybeDone: true });
    await until('it stores again', async () => Array.isArray(await outcome()));
    await until('it answers again', answers);
  } finally {
    toPostgres.cut();
    await store.close();
    await toPostgres.close();
    await database.drop();
  }
});

/** What becomes of one and the same command each time it is stored: what the inbox says, or its error. */
async function openOutcome(store: Store) {
  await store.apps.save({ id: 'A1', kind: 'own', name: 'Muster', clientId: 'c', slots: 2 });
  const { id: installationId } = await store.installations.save({
    ...{ appId: 'A1', enterpriseId: null, teamId: 'T1', teamName: 'Acme', teamDomain: 'acme', url: '' },
    ...{ isEnterpriseInstall: false, botUserId: 'U0', botId: 'B0', scopes: [], botToken: 'xoxb-1' },
    installedBy: 'scenario',
  });
  const entry = {
    ...{ installationId, key: 'Ev1', lane: 'a', userId: 'U1', channel: 'D1', messageTs: '1.0', version: '' },
    ...{ threadTs: null, isDirect: true, sentMs: 1, command: { name: 'list', args: {} } },
  };
  return () => store.inbox.accept([entry]).catch((error: unknown) => error);
}
