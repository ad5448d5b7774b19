import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControlClient } from '../control/index.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, type TestWorld, testWorld } from '../testing/world.ts';
import { shown } from './shown.ts';
import { createWireLog } from './wire-log.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => createControlClient(world.simulator.url);
const connect = async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  return client;
};
const titles = async () => (await control().wire()).entries.map((entry) => entry.title);

test('shows a connection from its opening over hello and disconnect to its end', async () => {
  const client = await connect();
  await control().disconnect(world.app.id, 'warning');
  await control().sendRaw(world.app.id, '{"type":"strange"}');
  client.ws.close();
  await until(async () => (await titles()).includes('ended'), 'the end');
  expect(await titles()).toEqual([
    'apps.connections.open',
    'opened',
    'hello',
    'disconnect: warning',
    'raw frame',
    'ended',
  ]);
  const { entries } = await control().wire({ appId: world.app.id });
  expect(entries[2]).toMatchObject({ kind: 'frame', toApp: { type: 'hello', num_connections: 1 } });
});

test('shows an envelope first open and then again with its ack', async () => {
  const client = await connect();
  await control().say(ACME, world.im, { user: ADA, text: 'hello' });
  const frame = await client.frame('events_api');
  const before = await control().wire();
  const open = before.entries.at(-1);
  expect(open).toMatchObject({ kind: 'envelope', title: 'events_api: message', outcome: null, tookMs: null });
  expect(open?.toApp).toMatchObject({ payload: { event: { text: 'hello' } } });
  clock.advance(20);
  client.ack(frame);
  const after = await until(async () => {
    const page = await control().wire({ since: before.last });
    return page.entries.length > 0 && page;
  }, 'the ack');
  expect(after.entries).toMatchObject([{ id: open?.id, outcome: 'acked', isFailure: false, tookMs: 20 }]);
});

test('shows what was not acked, and acks that came late, twice or for nothing', async () => {
  const client = await connect();
  await control().changeSettings({ retryDelaysMs: [] });
  await control().say(ACME, world.im, { user: ADA, text: 'hello' });
  const frame = await client.frame('events_api');
  clock.advance(3_000);
  client.ack(frame);
  client.ack({ type: 'events_api', envelope_id: 'never-sent' });
  client.ws.send('no json');
  await until(async () => (await titles()).includes('not an ack'), 'the last frame');
  const { entries } = await control().wire();
  expect(entries.slice(-4)).toMatchObject([
    { title: 'events_api: message', outcome: 'not acked', isFailure: true },
    { kind: 'ack', outcome: 'late', isFailure: true },
    { kind: 'ack', outcome: 'unknown', fromApp: { envelopeId: 'never-sent' } },
    { kind: 'frame', outcome: 'ignored', fromApp: 'no json' },
  ]);
});

test('shows calls with arguments and answers, and Slack’s errors', async () => {
  await api(world.simulator.apiUrl, 'chat.postMessage', world.botToken, { channel: world.im, text: 'hi' });
  await api(world.simulator.apiUrl, 'chat.postMessage', world.botToken, {
    channel: 'C0NOWHERE00',
    text: 'hi',
  });
  const { entries } = await control().wire();
  const calls = entries.filter((entry) => entry.kind === 'call');
  expect(calls).toMatchObject([
    {
      team: ACME,
      appId: world.app.id,
      outcome: 'ok',
      fromApp: { text: 'hi' },
      toApp: { message: { text: 'hi' } },
    },
    { outcome: 'channel_not_found', isFailure: true, toApp: { ok: false } },
  ]);
});

test('shows what is answered over a response_url, of which only the beginning', async () => {
  const app = await control().addApp({
    name: 'Slash',
    slashCommands: [{ command: '/tea', description: '' }],
  });
  const { appToken } = await control().install(ACME, app.id);
  const client = await openRaw(world.simulator.apiUrl, appToken);
  await client.frame('hello');
  const { channel } = await control().openIm(ACME, { user: ADA, appId: app.id });
  await control().slash(ACME, { user: ADA, appId: app.id, channel, command: '/tea', text: '' });
  const frame = await client.frame('slash_commands');
  client.ack(frame);
  const url = String((frame.payload as { response_url?: string } | undefined)?.response_url);
  const answer = (body: string) => fetch(url, { method: 'POST', body });
  await answer('{"text":"one cup"}');
  await answer('no json');
  const { entries } = await control().wire({ appId: app.id });
  const calls = entries.filter((entry) => entry.title === 'response_url');
  expect(calls).toMatchObject([
    { kind: 'call', team: ACME, outcome: 'ok', fromApp: { text: 'one cup' }, toApp: { ok: true } },
    { kind: 'call', isFailure: true, toApp: { ok: false } },
  ]);
  const key = url.split('/respond/')[1] ?? '';
  expect(key.length).toBeGreaterThan(12);
  expect(JSON.stringify(entries)).toContain(key.slice(0, 6));
  expect(JSON.stringify(entries)).not.toContain(key);
});

test('shows no secret of an app, its tokens, codes and tickets', async () => {
  await connect();
  await api(world.simulator.apiUrl, 'oauth.v2.access', null, {
    client_id: world.app.clientId,
    client_secret: world.app.clientSecret,
    code: 'a-code-of-somebody',
  });
  await api(world.simulator.apiUrl, 'chat.postMessage', world.botToken, {
    channel: world.im,
    text: `mine is ${world.botToken}`,
  });
  const { entries } = await control().wire();
  const text = JSON.stringify(entries);
  for (const secret of [world.botToken, world.appToken, world.app.clientSecret, 'a-code-of-somebody'])
    expect(text).not.toContain(secret);
  expect(text).toContain('mine is');
  expect(text).not.toMatch(/ticket=\w/);
  expect(entries.find((entry) => entry.title === 'oauth.v2.access')).toMatchObject({
    appId: world.app.id,
    outcome: 'invalid_code',
  });
});

test('masks the tokens of an answer', () => {
  const answer = {
    ok: true,
    access_token: 'a',
    authed_user: { id: 'U1', access_token: 'b' },
    refresh_token: 'c',
  };
  expect(shown(JSON.stringify(answer))).toEqual({
    ok: true,
    access_token: '•••',
    authed_user: { id: 'U1', access_token: '•••' },
    refresh_token: '•••',
  });
});

test('masks a token whatever it stands after', () => {
  const body = { text: 'SLACK_xoxb-12-ab, =xapp-1-A1-2-cd and "xoxe.xoxp-1-ef"' };
  expect(JSON.stringify(shown(body))).not.toMatch(/12-ab|2-cd|1-ef/);
});

test('cuts a long body, with a mark', () => {
  expect(shown({ text: 'x'.repeat(30_000) })).toMatchObject({ cut: true, length: 30_011 });
});

const line = {
  kind: 'frame',
  appId: null,
  team: null,
  connectionId: null,
  fromApp: null,
  toApp: null,
} as const;

test('keeps the newest four thousand lines, oldest first, and says from where on', () => {
  const log = createWireLog(clock);
  for (let i = 1; i <= 4_200; i += 1) log.note({ ...line, title: `frame ${i}` });
  const { entries, last, oldestId } = log.read({});
  expect(entries).toHaveLength(4_000);
  expect([entries[0]?.title, entries.at(-1)?.title, last]).toEqual(['frame 201', 'frame 4200', 4_200]);
  expect([entries[0]?.id, oldestId]).toEqual([201, 201]);
});

test('is read in pages without losing an answer that comes meanwhile', () => {
  const log = createWireLog(clock);
  const first = log.begin({ ...line, title: 'one' });
  log.note({ ...line, title: 'two' });
  log.note({ ...line, title: 'three' });
  const page = log.read({ limit: 2 });
  expect(page).toMatchObject({ entries: [{ title: 'one', outcome: null }, { title: 'two' }], hasMore: true });
  log.end(first, { outcome: 'acked', isFailure: false });
  const rest = log.read({ since: page.last, limit: 2 });
  expect(rest).toMatchObject({
    entries: [{ title: 'one', outcome: 'acked' }, { title: 'three' }],
    hasMore: false,
    last: 4,
  });
});

test('tells of news once, and again when they were read', () => {
  let told = 0;
  const log = createWireLog(clock, () => {
    told += 1;
  });
  const open = log.begin({ ...line, title: 'one' });
  log.note({ ...line, title: 'two' });
  expect(told).toBe(1);
  log.read({});
  log.end(open, { outcome: 'ok', isFailure: false });
  log.note({ ...line, title: 'three' });
  expect(told).toBe(2);
});
