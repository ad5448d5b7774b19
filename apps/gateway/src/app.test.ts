import { randomBytes } from 'node:crypto';
import type { FleetView } from '@muster/api';
import { createTestDatabase, testServices } from '@muster/embedded/testing';
import { newKey } from '@muster/store';
import { expect, it, vi } from 'vitest';
import { startGateway } from './app.ts';
import { readGatewayConfig } from './config.ts';

const OPERATOR_TOKEN = 'operator-token-for-tests';
const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };

function configFor(changes: Record<string, string>) {
  return readGatewayConfig({
    REDIS_URL: testServices().redisUrl,
    MUSTER_REDIS_PREFIX: `test:${randomBytes(4).toString('hex')}`,
    MUSTER_KEYS: newKey('k1'),
    MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 's',
    SLACK_APP_TOKEN: 'xapp-1-ASHARED-1-a',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...changes,
  });
}

const isReady = async (url: string) => (await fetch(`${url}/readyz`)).status === 200;

it('becomes ready, saves the shared app and shows itself in the fleet', async () => {
  const database = await createTestDatabase();
  const gateway = await startGateway(configFor({ DATABASE_URL: database.url }), '/nowhere');
  const { url } = gateway;
  await vi.waitFor(async () => expect(await isReady(url)).toBe(true), { timeout: 20_000 });
  const apps = await (await fetch(`${url}/api/v1/apps`, { headers })).json();
  expect(apps).toMatchObject({ items: [{ id: 'ASHARED', kind: 'shared' }] });
  await vi.waitFor(
    async () => {
      const fleet = (await (await fetch(`${url}/api/v1/fleet`, { headers })).json()) as FleetView;
      expect(fleet.processes).toMatchObject([{ kind: 'gateway', pid: process.pid }]);
    },
    { timeout: 20_000 },
  );
  await gateway.stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  await database.drop();
});

it('starts and answers while neither Postgres nor Redis is there, and says that it is not ready', async () => {
  const gateway = await startGateway(
    configFor({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', REDIS_URL: 'redis://127.0.0.1:1' }),
    '/nowhere',
  );
  const { url } = gateway;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, postgres: false, redis: false, settled: false },
  ]);
  expect((await fetch(`${url}/slack/install`, { redirect: 'manual' })).status).toBe(503);
  const api = await fetch(`${url}/api/v1/workspaces`, { headers });
  expect([api.status, await api.json()]).toMatchObject([503, { error: { code: 'store_unavailable' } }]);
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
  await gateway.stop();
});
