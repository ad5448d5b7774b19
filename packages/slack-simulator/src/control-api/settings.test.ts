import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw, openUrl } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const call = (method: string, token = world.botToken) => api(world.simulator.apiUrl, method, token);
const say = (text: string) => control().say(ACME, world.im, { user: ADA, text });
const connect = async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  return client;
};

test.each([1, 3])('lets an app ask for %i connections a minute', async (connectionsPerMinute) => {
  await control().changeSettings({ rateLimits: true, connectionsPerMinute });
  for (let asked = 0; asked < connectionsPerMinute; asked += 1)
    expect((await call('apps.connections.open', world.appToken)).ok).toBe(true);
  expect(await call('apps.connections.open', world.appToken)).toMatchObject({ error: 'ratelimited' });
  clock.advance(60_000 / connectionsPerMinute);
  expect((await call('apps.connections.open', world.appToken)).ok).toBe(true);
});

test.each([
  [false, 1],
  [true, 25],
])('with delayed events %s, an unacked event is sent %i times', async (delayedEvents, times) => {
  await control().changeSettings({ delayedEvents, retryDelaysMs: [] });
  await connect();
  await say('hello');
  for (let hour = 0; hour < 26; hour += 1) clock.advance(3_603_000);
  const { events, deliveries } = await control().record();
  expect(deliveries).toHaveLength(times);
  expect(events[0]?.outcome).toBe('given-up');
});

test.each([
  [true, [undefined, 'message_changed']],
  [false, [undefined]],
])('with unfurls %s, a link makes these messages: %j', async (unfurls, subtypes) => {
  await control().changeSettings({ unfurls });
  const client = await connect();
  await say('see https://example.com/');
  clock.advance(1_000);
  await until(() => client.frames.length > subtypes.length, 'the messages');
  expect((await control().record()).events).toHaveLength(subtypes.length);
  expect(client.frames.slice(1).map((frame) => frame.payload?.event.subtype)).toEqual(subtypes);
});

test.each([true, false])('with new tokens at reinstallation %s', async (newTokenOnReinstall) => {
  await control().changeSettings({ newTokenOnReinstall });
  const again = await control().install(ACME, world.appId);
  expect(again.botToken !== world.botToken).toBe(newTokenOnReinstall);
  for (const token of [again.botToken, world.botToken])
    expect((await call('auth.test', token)).ok).toBe(true);
});

test.each([true, false])('with the bot retired by a revoked token %s', async (revokeRetiresBot) => {
  await control().changeSettings({ revokeRetiresBot });
  await call('auth.revoke');
  expect(await call('auth.test')).toMatchObject({ error: 'token_revoked' });
  const [workspace] = (await control().state()).workspaces;
  expect(workspace?.apps[0]?.installed).toBe(!revokeRetiresBot);
  const members = workspace?.channels.find((one) => one.id === GENERAL)?.members ?? [];
  expect(members.includes(world.botUserId)).toBe(!revokeRetiresBot);
  await say('still there?');
  const texts = (await control().record()).events.map((event) => event.text);
  expect(texts.includes('still there?')).toBe(!revokeRetiresBot);
});

test.each([
  [true, ['warning', 'refresh_requested']],
  [false, ['refresh_requested']],
])('with warnings %s, a life ends with %j', async (warnsBeforeRefresh, reasons) => {
  await control().changeSettings({ warnsBeforeRefresh, connectionLifeMs: 100_000 });
  const client = await connect();
  clock.advance(100_000);
  await until(() => client.frames.at(-1)?.reason === 'refresh_requested', 'the end');
  expect(client.frames.slice(1).map((frame) => frame.reason)).toEqual(reasons);
});

test('debug_reconnects shortens a life to six minutes', async () => {
  const { url } = await call('apps.connections.open', world.appToken);
  const client = openUrl(`${url}&debug_reconnects=true`);
  expect(await client.frame('hello')).toMatchObject({ debug_info: { approximate_connection_time: 360 } });
  const other = await connect();
  clock.advance(349_999);
  expect((await control().wire()).entries.map(({ title }) => title)).not.toContain('disconnect: warning');
  clock.advance(1);
  expect(await client.frame('disconnect')).toMatchObject({ reason: 'warning' });
  expect(other.frames).toHaveLength(1);
});

test.each([1_000, 90_000])('a ticket lives %i ms', async (ticketLifeMs) => {
  await control().changeSettings({ ticketLifeMs });
  const [early, late] = [
    await call('apps.connections.open', world.appToken),
    await call('apps.connections.open', world.appToken),
  ];
  clock.advance(ticketLifeMs - 1);
  await openUrl(String(early.url)).frame('hello');
  clock.advance(1);
  const refused = openUrl(String(late.url));
  await until(() => refused.ws.readyState === refused.ws.CLOSED, 'the refusal');
  expect(refused.frames).toEqual([]);
});

test('the page hears that Socket Mode was switched off and on', async () => {
  const answer = await fetch(`${world.simulator.url}/_sim/stream`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hear = async (count: number) => {
    while (heard.split('"type":"apps"').length <= count) heard += (await reader?.read())?.value ?? '';
  };
  await control().disconnect(world.appId, 'link_disabled');
  await hear(1);
  await control().enableSocketMode(world.appId);
  await hear(2);
  await reader?.cancel();
});
