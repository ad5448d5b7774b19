import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { WebSocket as OfficialWebSocket } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw, openUrl } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, DAN, GLOBEX, type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

/** A bare client that asks for a WebSocket. */
function upgradeAt(address: string): Socket {
  const { hostname, port } = new URL(world.simulator.url);
  const socket = connectTcp(Number(port), hostname);
  const head = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  socket.write([`GET ${address} HTTP/1.1`, 'Host: slack', ...head, key, '', ''].join('\r\n'));
  return socket;
}

const connect = async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  return client;
};
const control = () => world.simulator.control;
const sayIm = (text: string) => control().say(ACME, world.im, { user: ADA, text });

test('greets with the app and the number of its connections', async () => {
  await connect();
  const second = await connect();
  expect(second.frames[0]).toMatchObject({
    type: 'hello',
    num_connections: 2,
    connection_info: { app_id: world.app.id },
  });
});

test('admits a ticket once', async () => {
  const { url } = await api(world.simulator.apiUrl, 'apps.connections.open', world.appToken);
  await openUrl(String(url)).frame('hello');
  const again = openUrl(String(url));
  await until(() => again.ws.readyState === again.ws.CLOSED, 'the refusal');
  expect(again.frames).toEqual([]);
});

test('sends each payload to exactly one of the connections, whichever workspace it comes from', async () => {
  const clients = [await connect(), await connect(), await connect()];
  await control().install(GLOBEX, world.app.id);
  const { channel } = await control().openIm(GLOBEX, { user: DAN, appId: world.app.id });
  for (let i = 0; i < 20; i += 1) {
    await sayIm(`acme ${i}`);
    await control().say(GLOBEX, channel, { user: DAN, text: `globex ${i}` });
  }
  const received = () => clients.flatMap((client) => client.frames.filter((frame) => frame.payload));
  await until(() => received().length >= 40, 'all payloads');
  expect(new Set(received().map((frame) => frame.payload?.event_id)).size).toBe(40);
  expect(received()).toHaveLength(40);
});

test('the eleventh connection gets too_many_websockets', async () => {
  for (let i = 0; i < 10; i += 1) await connect();
  const eleventh = await openRaw(world.simulator.apiUrl, world.appToken);
  expect(await eleventh.frame('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
  await until(() => eleventh.ws.readyState === eleventh.ws.CLOSED, 'its end');
});

test('TCP stays open after the close handshake', async () => {
  await control().changeSettings({ tcpLingerMs: 30_000 });
  const { url } = await api(world.simulator.apiUrl, 'apps.connections.open', world.appToken);
  // The official client's WebSocket: unlike `ws` it leaves the end of TCP to the server.
  const client = new OfficialWebSocket(String(url));
  await new Promise((resolve) => client.addEventListener('message', resolve));
  client.close(1000);
  await until(async () => (await control().state()).apps[0]?.connections.length === 0, 'the handshake');
  expect(client.readyState).toBe(client.CLOSING);
  clock.advance(30_000);
  await until(() => client.readyState === client.CLOSED, 'the end of TCP');
});

test('a connection is warned and then asked to refresh at the end of its life', async () => {
  await control().changeSettings({ connectionLifeMs: 100_000, closeGraceMs: 10_000 });
  const client = await connect();
  clock.advance(90_000);
  expect(await client.frame('disconnect')).toMatchObject({ reason: 'warning' });
  clock.advance(10_000);
  expect(await client.frame('disconnect', 1)).toMatchObject({ reason: 'refresh_requested' });
  clock.advance(10_000);
  await until(() => client.ws.readyState === client.ws.CLOSED, 'its end');
});

test('pings, and gives up a client that never answers', async () => {
  await control().changeSettings({ pingIntervalMs: 10_000 });
  const client = await connect();
  let pings = 0;
  client.ws.on('ping', () => {
    pings += 1;
  });
  clock.advance(10_000);
  await until(() => pings === 1, 'a ping');
  client.ws.pause();
  clock.advance(100_000);
  await until(async () => (await control().state()).apps[0]?.connections.length === 0, 'its end');
});

test('a silent connection still counts and swallows its payloads', async () => {
  const client = await connect();
  const connection = (await control().state()).apps[0]?.connections[0];
  await control().cut(world.app.id, connection?.id ?? '', 'silent');
  await sayIm('hello');
  expect((await control().record()).deliveries).toHaveLength(1);
  const other = await connect();
  expect(other.frames[0]?.num_connections).toBe(2);
  expect(client.frames).toHaveLength(1);
});

test('a silent connection is forgotten after a while, though its client never ended TCP', async () => {
  await control().changeSettings({ ghostLifeMs: 60_000 });
  const client = await connect();
  const connection = (await control().state()).apps[0]?.connections[0];
  await control().cut(world.app.id, connection?.id ?? '', 'silent');
  clock.advance(59_999);
  expect((await control().state()).apps[0]?.connections).toMatchObject([{ state: 'silent' }]);
  clock.advance(1);
  await until(async () => (await control().state()).apps[0]?.connections.length === 0, 'its end');
  await until(() => client.ws.readyState === client.ws.CLOSED, 'the end of TCP');
});

test('an upgrade at an address that is none is refused', async () => {
  const socket = upgradeAt('//');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('408');
  socket.destroy();
});

test('a client that breaks off while its upgrade hangs harms nobody', async () => {
  await control().addFault({ method: 'socket', kind: 'hang', times: 1 });
  const socket = upgradeAt('/link/?ticket=none');
  await until(async () => (await control().state()).faults.length === 0, 'the fault');
  socket.resetAndDestroy();
  await connect();
});

test('a cut ends TCP without a close handshake', async () => {
  const client = await connect();
  const code = new Promise((resolve) => client.ws.on('close', resolve));
  const connection = (await control().state()).apps[0]?.connections[0];
  await control().cut(world.app.id, connection?.id ?? '');
  expect(await code).toBe(1006);
});

test('after link_disabled new connections are refused until Socket Mode is enabled again', async () => {
  const client = await connect();
  await control().disconnect(world.app.id, 'link_disabled');
  expect(await client.frame('disconnect')).toMatchObject({ reason: 'link_disabled' });
  const open = () => api(world.simulator.apiUrl, 'apps.connections.open', world.appToken);
  expect(await open()).toMatchObject({ ok: false });
  await control().enableSocketMode(world.app.id);
  expect(await open()).toMatchObject({ ok: true });
});
