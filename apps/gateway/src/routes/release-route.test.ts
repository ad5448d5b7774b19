import type { AppView, FleetView } from '@muster/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import { AS_OPERATOR, type GatewayBench, openBench, SHARED_APP } from '../testing/gateway-bench.ts';

let bench: GatewayBench;
let nudges = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const release = (appId: string, headers: object = AS_OPERATOR) =>
  bench.server.inject({ method: 'POST', url: `/api/v1/apps/${appId}/release`, headers: { ...headers } });
const read = async <View>(path: string) =>
  (await bench.server.inject({ url: `/api/v1${path}`, headers: AS_OPERATOR })).json<View>();
const dieOf = (appId: string) =>
  bench.store.deaths.note(
    ['w1', 'w2', 'w3'].map((processId) => ({
      appId,
      processId,
      key: 'Ev1',
      isCertain: false,
      atMs: Date.now(),
    })),
  );

it('shows which app is poison and why, and which worker is for such apps', async () => {
  const picture = pictureOf(['live', 'live']);
  const [ordinary, quarantine] = picture.workers;
  if (!ordinary || !quarantine) throw new Error('no workers');
  bench.fleet = { ...picture, workers: [ordinary, { ...quarantine, isQuarantine: true }] };
  expect(await read<FleetView>('/fleet')).toMatchObject({ poison: [] });
  await dieOf(SHARED_APP);
  const [app] = (await read<{ items: AppView[] }>('/apps')).items;
  expect(app?.poison).toEqual({
    since: expect.stringMatching(/^\d{4}-/),
    reason: '3 processes died within an hour while they handled what it sent; the last one was w3, with Ev1',
  });
  const fleet = await read<FleetView>('/fleet');
  expect(fleet.poison).toEqual([{ appId: SHARED_APP, name: 'Muster', ...app?.poison }]);
  expect((await bench.server.inject('/metrics')).body).toContain('muster_poison_apps 1\n');
  const isQuarantine = new Map(fleet.processes.map((process) => [process.id, process.isQuarantine]));
  expect(isQuarantine.get(ordinary.id)).toBe(false);
  expect(isQuarantine.get(quarantine.id)).toBe(true);
});

it('takes the app back, tells the coordinators and keeps an audit line', async () => {
  const own = await openBench({
    parts: {
      fleet: {
        fleet: async () => bench.fleet ?? Promise.reject(new Error('redis unavailable')),
        nudge: async () => void nudges++,
        drain: async () => 'unknown',
        retry: async () => {},
        snapshots: async () => new Map(),
      },
    },
  });
  const ask = () =>
    own.server.inject({
      method: 'POST',
      url: `/api/v1/apps/${SHARED_APP}/release`,
      headers: { ...AS_OPERATOR },
    });
  await own.store.deaths.note(
    ['w1', 'w2', 'w3'].map((processId) => ({
      appId: SHARED_APP,
      processId,
      key: 'Ev1',
      isCertain: true,
      atMs: Date.now(),
    })),
  );
  const answer = await ask();
  expect([answer.statusCode, nudges]).toEqual([202, 1]);
  expect((await own.store.apps.byId(SHARED_APP))?.poison).toBeNull();
  expect((await own.store.audit.list(1))[0]).toMatchObject({ actor: 'operator', action: 'app.released' });
  expect((await ask()).json()).toMatchObject({ error: { code: 'not_poison' } });
  await own.close();
});

it('is refused for an app that is not there, and for who is not signed in', async () => {
  expect((await release('ANOBODY')).json()).toMatchObject({ error: { code: 'not_found' } });
  expect((await release(SHARED_APP, {})).statusCode).toBe(401);
});

it('says why a poison app waits, and that quarantine workers are not for others', async () => {
  const picture = pictureOf([]);
  const quarantine = { ...pictureOf(['live']).workers[0], isQuarantine: true };
  bench.fleet = { ...picture, workers: [quarantine] } as typeof picture;
  const reasons = async () =>
    (await read<{ items: AppView[] }>('/apps')).items[0]?.slots.map((s) => s.reason);
  await bench.query('UPDATE apps SET poison_since = now() WHERE id = $1', [SHARED_APP]);
  expect(new Set(await reasons())).toEqual(new Set(['Waits for a quarantine worker']));
  await bench.query('UPDATE apps SET poison_since = NULL WHERE id = $1', [SHARED_APP]);
  expect(new Set(await reasons())).toEqual(new Set(['No socket worker is running']));
});
