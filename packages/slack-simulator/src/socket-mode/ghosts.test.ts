import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { openRaw } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const connect = async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  return client;
};
const connections = async () => (await control().state()).apps[0]?.connections ?? [];
const ghost = async () => {
  (await connect()).ws.terminate();
  return until(async () => (await connections()).find(({ state }) => state === 'silent'), 'the ghost');
};

test('a connection that broke off is counted no more while ghosts are off', async () => {
  (await connect()).ws.terminate();
  await until(async () => (await connections()).length === 0, 'its end');
});

test('a connection that broke off is counted as a ghost and swallows payloads, until its life is over', async () => {
  await control().changeSettings({ ghosts: true, ghostLifeMs: 60_000, retryDelaysMs: [50_000, 10_000] });
  const { id } = await ghost();
  await control().say(ACME, world.im, { user: ADA, text: 'swallowed' });
  expect((await control().record()).deliveries).toMatchObject([{ connectionId: id, ackedAt: null }]);
  clock.advance(59_999);
  expect(await connections()).toMatchObject([{ id, state: 'silent', delivered: 2 }]);
  clock.advance(1);
  expect(await connections()).toEqual([]);
  const client = await connect();
  expect(client.frames[0]?.num_connections).toBe(1);
  clock.advance(3_000);
  clock.advance(10_000);
  expect(await client.frame('events_api')).toMatchObject({ retry_attempt: 2 });
});

test('ghosts take the places of connections that would be let in', async () => {
  await control().changeSettings({ ghosts: true, maxConnections: 2 });
  await ghost();
  expect((await connect()).frames[0]?.num_connections).toBe(2);
  const third = await openRaw(world.simulator.apiUrl, world.appToken);
  expect(await third.frame('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
});

test('a connection that was closed by handshake leaves no ghost', async () => {
  await control().changeSettings({ ghosts: true });
  (await connect()).ws.close(1000);
  await until(async () => (await connections()).length === 0, 'its end');
});

test('a client that Slack itself gave up leaves no ghost', async () => {
  await control().changeSettings({ ghosts: true, pingIntervalMs: 10_000 });
  const client = await connect();
  client.ws.pause();
  clock.advance(100_000);
  await until(async () => (await connections()).length === 0, 'its end');
});

test('a ghost is laid by cutting it', async () => {
  await control().changeSettings({ ghosts: true });
  const { id } = await ghost();
  await control().cut(world.appId, id);
  expect(await connections()).toEqual([]);
});
