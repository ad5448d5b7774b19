import { connect as connectTcp } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControlClient } from '../control/index.ts';
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

const control = () => createControlClient(world.simulator.url);
const say = (text: string) => control().say(ACME, world.im, { user: ADA, text });
const appView = async () => (await control().state()).apps.find((app) => app.id === world.app.id);

test('a muted connection is not pinged and gets no pongs, but payloads, until it is unmuted', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  const [connection] = (await appView())?.connections ?? [];
  const heard: string[] = [];
  client.ws.on('ping', () => heard.push('ping'));
  client.ws.on('pong', (text) => heard.push(`pong ${text}`));
  await control().mute(world.app.id, connection?.id ?? '', true);
  expect((await appView())?.connections).toMatchObject([{ muted: true, state: 'open' }]);
  clock.advance(60_000);
  client.ws.ping('while muted');
  await say('still there?');
  const frame = await client.frame('events_api');
  client.ack(frame);
  await until(async () => (await appView())?.connections[0]?.acked === 1, 'the ack');
  expect(heard).toEqual([]);
  await control().mute(world.app.id, connection?.id ?? '', false);
  client.ws.ping('afterwards');
  await until(() => heard.includes('pong afterwards'), 'a pong');
  expect(heard).not.toContain('pong while muted');
});

test('events that were switched off are not sent until the app is changed', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  await control().disableEvents(world.app.id);
  expect(await appView()).toMatchObject({ eventsDisabled: true });
  await say('unheard');
  await control().changeApp(world.app.id, {});
  await say('heard');
  const frame = await client.frame('events_api');
  expect(frame.payload?.event.text).toBe('heard');
});

test('shows which bot token is refused, and how', async () => {
  const token = { team: ACME, appId: world.app.id };
  const refusal = async () =>
    (await control().state()).workspaces[0]?.apps.find((one) => one.appId === world.app.id)?.botTokenError;
  expect(await refusal()).toBeNull();
  await control().revokeToken({ ...token, error: 'account_inactive' });
  expect(await refusal()).toBe('account_inactive');
  await control().restoreToken(token);
  expect(await refusal()).toBeNull();
});

test('holds an upgrade without an answer, and the wire shows it', async () => {
  await control().addFault({ method: 'socket', kind: 'hang', times: 1, appId: world.app.id });
  const { hostname, port } = new URL(world.simulator.url);
  const socket = connectTcp(Number(port), hostname);
  const head = ['Host: slack', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  const heard: unknown[] = [];
  socket.on('data', (bytes) => heard.push(String(bytes)));
  socket.write([`GET /link/?app_id=${world.app.id} HTTP/1.1`, ...head, key, '', ''].join('\r\n'));
  const entry = await until(async () => (await control().wire()).entries.at(-1), 'a line on the wire');
  expect(entry).toMatchObject({ title: 'upgrade not answered', outcome: 'held', appId: world.app.id });
  expect(heard).toEqual([]);
  socket.destroy();
});
