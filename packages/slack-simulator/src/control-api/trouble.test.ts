import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControlClient } from '../control/index.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw, openUrl } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GLOBEX, type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => createControlClient(world.simulator.url);
const call = (method: string, token: string) => api(world.simulator.apiUrl, method, token);
const say = (text: string) => control().say(ACME, world.im, { user: ADA, text });
const appView = async () => (await control().state()).apps.find((app) => app.id === world.app.id);

test('a standing fault of one app hits its calls until it is removed, and nobody else’s', async () => {
  const other = await control().addApp({ name: 'Other' });
  const { botToken } = await control().install(ACME, other.id);
  const fault = { method: '*', kind: 'error', error: 'team_added_to_org', times: null } as const;
  const { id } = await control().addFault({ ...fault, appId: world.app.id });
  for (let i = 0; i < 3; i += 1)
    expect(await call('auth.test', world.botToken)).toMatchObject({ error: 'team_added_to_org' });
  expect(await call('auth.test', botToken)).toMatchObject({ ok: true });
  await control().removeFault(id);
  await control().removeFault(id);
  expect(await call('auth.test', world.botToken)).toMatchObject({ ok: true });
  expect((await control().state()).faults).toEqual([]);
});

test('an app’s fault hits its calls of OAuth, which carry no token', async () => {
  await control().addFault({ method: 'oauth.v2.access', kind: 'error', times: 1, appId: world.app.id });
  const { clientId: client_id, clientSecret: client_secret } = world.app;
  const exchange = () =>
    api(world.simulator.apiUrl, 'oauth.v2.access', null, { client_id, client_secret, code: 'none' });
  expect(await exchange()).toMatchObject({ error: 'fatal_error' });
  expect(await exchange()).toMatchObject({ error: 'invalid_code' });
});

test('refuses upgrades of an app with the status that was asked for', async () => {
  await control().addFault({ method: 'socket', kind: '500', status: 409, times: 1, appId: world.app.id });
  const { hostname, port } = new URL(world.simulator.url);
  const socket = connectTcp(Number(port), hostname);
  const head = ['Host: slack', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  const line = `GET /link/?ticket=none&app_id=${world.app.id} HTTP/1.1`;
  socket.write([line, ...head, key, '', ''].join('\r\n'));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('HTTP/1.1 409 Conflict');
  socket.destroy();
});

test('tells an app that it is rate limited by a payload without an event', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  await control().rateLimitApp(ACME, world.app.id);
  const { payload } = await client.frame('events_api');
  expect(payload).toEqual({
    token: expect.any(String),
    type: 'app_rate_limited',
    team_id: ACME,
    minute_rate_limited: Math.floor(clock.wallMs() / 60_000) * 60,
    api_app_id: world.app.id,
  });
  await expect(control().rateLimitApp(GLOBEX, world.app.id)).rejects.toMatchObject({ code: 'not_installed' });
});

test('drops events beyond the hourly share and says so once a minute', async () => {
  await control().changeSettings({ rateLimits: true, deliveriesPerHour: 2, retryDelaysMs: [] });
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  const types = async () => (await control().record()).events.map((event) => event.text ?? event.type);
  for (const text of ['1', '2', '3', '4']) await say(text);
  expect(await types()).toEqual(['1', '2', 'app_rate_limited']);
  clock.advance(60_000);
  await say('5');
  expect(await types()).toEqual(['1', '2', 'app_rate_limited', 'app_rate_limited']);
  clock.advance(3_600_000);
  await say('6');
  expect((await types()).at(-1)).toBe('6');
});

test('has no hourly share while rate limits are off', async () => {
  await control().changeSettings({ deliveriesPerHour: 1 });
  for (const text of ['1', '2', '3']) await say(text);
  expect((await control().record()).events.map((event) => event.text)).toEqual(['1', '2', '3']);
});

test('switches off the events of an app that hardly ever acks, until it is changed', async () => {
  await control().changeSettings({ retryDelaysMs: [] });
  const event = { type: 'user_change', user: {} };
  const direct = world.simulator.control;
  for (let i = 0; i < 1_000; i += 1) await direct.sendEvent(ACME, world.app.id, event);
  expect((await appView())?.eventsDisabled).toBe(false);
  await direct.sendEvent(ACME, world.app.id, event);
  expect((await appView())?.eventsDisabled).toBe(true);
  await say('dropped');
  expect((await control().record()).events).toHaveLength(1_001);
  await control().changeApp(world.app.id, {});
  await say('sent');
  expect((await control().record()).events.at(-1)?.text).toBe('sent');
});

test('leaves a failing app alone where that is switched off', async () => {
  await control().changeSettings({ retryDelaysMs: [], disablesFailingApps: false });
  const event = { type: 'user_change', user: {} };
  for (let i = 0; i < 1_100; i += 1) await world.simulator.control.sendEvent(ACME, world.app.id, event);
  expect((await appView())?.eventsDisabled).toBe(false);
});

test('an app-level token is refused and restored', async () => {
  await control().revokeToken({ appId: world.app.id, error: 'invalid_auth' });
  expect(await call('apps.connections.open', world.appToken)).toMatchObject({ error: 'invalid_auth' });
  expect((await appView())?.appTokenError).toBe('invalid_auth');
  await control().restoreToken({ appId: world.app.id });
  expect(await call('apps.connections.open', world.appToken)).toMatchObject({ ok: true });
  expect((await appView())?.appTokenError).toBeNull();
});

test('a ticket admits more than one connection where that is switched on', async () => {
  await control().changeSettings({ singleUseTickets: false });
  const { url } = await call('apps.connections.open', world.appToken);
  await openUrl(String(url)).frame('hello');
  expect(await openUrl(String(url)).frame('hello')).toMatchObject({ num_connections: 2 });
  clock.advance(60_000);
  const late = openUrl(String(url));
  await until(() => late.ws.readyState === late.ws.CLOSED, 'the refusal');
});

test('a connection that was asked to go gets payloads only while that is switched on', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  await control().disconnect(world.app.id, 'refresh_requested');
  await say('still');
  await client.frame('events_api');
  await control().changeSettings({ closingTakesPayloads: false, retryDelaysMs: [] });
  await say('no more');
  const { deliveries, events } = await control().record();
  expect(events.at(-1)).toMatchObject({ text: 'no more', outcome: 'given-up' });
  expect(deliveries).toHaveLength(1);
});

test('says of an app whose Socket Mode is off what the settings say', async () => {
  await control().changeSettings({ socketModeOffError: 'internal_error' });
  await control().disconnect(world.app.id, 'link_disabled');
  expect(await call('apps.connections.open', world.appToken)).toMatchObject({ error: 'internal_error' });
});
