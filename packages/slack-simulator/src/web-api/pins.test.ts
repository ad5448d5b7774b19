import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { startSimulator } from '../start-simulator.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

const SCOPES = [
  'pins:read',
  'pins:write',
  'reactions:read',
  'channels:history',
  'emoji:read',
  'usergroups:read',
  'chat:write',
];

let stateDir: string;
let world: TestWorld;
let pinner: SimInstalled;
let ts: string;
beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  world = await testWorld({ stateDir });
  const { control } = world.simulator;
  const app = await control.addApp({ name: 'Pinner', scopes: SCOPES, events: [] });
  pinner = await control.install(ACME, app.id, { channels: [GENERAL] });
  ({ ts } = await control.say(ACME, GENERAL, { user: ADA, text: 'tea at four' }));
});
afterEach(async () => {
  await world.simulator.stop();
  rmSync(stateDir, { recursive: true });
});

const call = (method: string, args = {}, token = pinner.botToken) =>
  api(world.simulator.apiUrl, method, token, args);
const pinned = async (apiUrl = world.simulator.apiUrl) => {
  const { items } = await api(apiUrl, 'pins.list', pinner.botToken, { channel: GENERAL });
  return (items as { message: { text: string } }[]).map(({ message }) => message.text);
};

test('pins are listed, the newest first, until they are taken away or their message goes', async () => {
  const { control } = world.simulator;
  const { ts: second } = await control.say(ACME, GENERAL, { user: BEN, text: 'coffee at five' });
  for (const timestamp of [ts, second])
    expect(await call('pins.add', { channel: GENERAL, timestamp })).toEqual({ ok: true });
  expect(await pinned()).toEqual(['coffee at five', 'tea at four']);
  const history = await call('conversations.history', { channel: GENERAL });
  expect(history).toMatchObject({ pin_count: 2, messages: [{ pinned_to: [GENERAL] }, {}] });
  await control.remove(ACME, GENERAL, second, BEN);
  expect(await pinned()).toEqual(['tea at four']);
  await call('pins.remove', { channel: GENERAL, timestamp: ts });
  expect(await pinned()).toEqual([]);
});

test('pins survive a restart', async () => {
  await call('pins.add', { channel: GENERAL, timestamp: ts });
  await world.simulator.stop();
  await (await startSimulator({ stateDir })).stop();
  const revived = await startSimulator({ stateDir });
  expect(await pinned(revived.apiUrl)).toEqual(['tea at four']);
  await revived.stop();
});

test('pins nothing twice, nothing that is not there, and nowhere that it is not', async () => {
  const errors = [];
  for (const [method, args] of [
    ['pins.remove', { channel: GENERAL, timestamp: ts }],
    ['pins.add', { channel: GENERAL, timestamp: ts }],
    ['pins.add', { channel: GENERAL, timestamp: ts }],
    ['pins.add', { channel: GENERAL }],
    ['pins.add', { channel: GENERAL, timestamp: 'now' }],
    ['pins.add', { channel: GENERAL, timestamp: '1.000000' }],
    ['pins.add', { channel: DAILY, timestamp: ts }],
    ['pins.list', { channel: LEADS }],
  ] as const)
    errors.push((await call(method, args)).error);
  errors.push((await call('pins.add', { channel: GENERAL, timestamp: ts }, world.botToken)).error);
  expect(errors).toEqual([
    'no_pin',
    undefined,
    'already_pinned',
    'no_item_specified',
    'bad_timestamp',
    'message_not_found',
    'not_in_channel',
    'channel_not_found',
    'missing_scope',
  ]);
});

test('tells who reacted to a message, and to what somebody reacted', async () => {
  const { control } = world.simulator;
  const { ts: secret } = await control.say(ACME, LEADS, { user: ADA, text: 'secret' });
  await control.react(ACME, LEADS, secret, { user: ADA, name: 'eyes' });
  await control.react(ACME, GENERAL, ts, { user: ADA, name: 'tea' });
  await control.react(ACME, GENERAL, ts, { user: BEN, name: 'tea' });
  const got = await call('reactions.get', { channel: GENERAL, timestamp: ts });
  expect(got).toMatchObject({
    type: 'message',
    channel: GENERAL,
    message: { text: 'tea at four', reactions: [{ name: 'tea', users: [ADA, BEN], count: 2 }] },
  });
  const texts = async (user: string) => {
    const { items } = await call('reactions.list', { user });
    return (items as { message: { text: string } }[]).map(({ message }) => message.text);
  };
  expect(await texts(ADA)).toEqual(['tea at four']);
  expect(await texts(pinner.botUserId)).toEqual([]);
  expect((await call('reactions.get', { channel: GENERAL })).error).toBe('no_item_specified');
  expect((await call('reactions.list', { user: 'U0NOBODY' })).error).toBe('user_not_found');
});

test('a workspace has no emoji and no groups of its own', async () => {
  expect(await call('emoji.list')).toMatchObject({ ok: true, emoji: {} });
  expect(await call('usergroups.list')).toEqual({ ok: true, usergroups: [] });
  expect((await call('emoji.list', {}, world.botToken)).error).toBe('missing_scope');
});

test('what a bot says of itself is a message of that kind', async () => {
  expect(await call('chat.meMessage', { channel: GENERAL, text: 'drinks tea' })).toMatchObject({ ok: true });
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages[1]).toMatchObject({ subtype: 'me_message', text: 'drinks tea', user: pinner.botUserId });
  expect((await call('chat.meMessage', { channel: GENERAL })).error).toBe('no_text');
  expect((await call('chat.meMessage', { channel: DAILY, text: 'x' })).error).toBe('not_in_channel');
});
