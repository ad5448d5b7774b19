import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, DAILY, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';

const START_S = 1_730_000_000;
const DAY_S = 86_400;

let folder: string;
let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  clock = createManualClock(START_S * 1_000);
  world = await testWorld({ clock, stateDir: path.join(folder, 'state') });
});
afterEach(async () => {
  await world.simulator.stop();
  rmSync(folder, { recursive: true });
});

const call = (method: string, args = {}, token = world.botToken) =>
  api(world.simulator.apiUrl, `chat.${method}`, token, args);
const schedule = (afterS: number, more = {}) =>
  call('scheduleMessage', { channel: GENERAL, text: 'tea', post_at: START_S + afterS, ...more });
const list = async (args = {}, token = world.botToken) => {
  const { scheduled_messages } = await call('scheduledMessages.list', args, token);
  return (scheduled_messages as { text: string }[]).map(({ text }) => text);
};
const said = async (control = world.simulator.control) => {
  const { messages } = await control.messages({ team: ACME, channel: GENERAL });
  return messages.map(({ text }) => text);
};

test('a message is sent at its time and not before, as the bot that scheduled it', async () => {
  const blocks = [{ type: 'divider' }];
  const { scheduled_message_id, ...rest } = await schedule(600, { text: 'a & b', blocks });
  expect(scheduled_message_id).toMatch(/^Q/);
  expect(rest).toMatchObject({
    channel: GENERAL,
    post_at: START_S + 600,
    message: { type: 'delayed_message', text: 'a &amp; b', bot_id: world.botId, blocks },
  });
  clock.advance(599_999);
  expect(await said()).toEqual([]);
  expect(await list()).toEqual(['a &amp; b']);
  clock.advance(1);
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toMatchObject([{ text: 'a &amp; b', user: world.botUserId, blocks }]);
  expect(await list()).toEqual([]);
});

test('a message for months ahead waits as long', async () => {
  await schedule(100 * DAY_S);
  clock.advance(99 * DAY_S * 1_000);
  expect(await said()).toEqual([]);
  clock.advance(DAY_S * 1_000);
  expect(await said()).toEqual(['tea']);
});

test('a reply is sent into its thread', async () => {
  const { ts } = await world.simulator.control.say(ACME, GENERAL, { user: ADA, text: 'later, please' });
  await schedule(600, { thread_ts: ts, reply_broadcast: true });
  clock.advance(600_000);
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL, threadTs: ts });
  expect(messages[1]).toMatchObject({ text: 'tea', thread_ts: ts, subtype: 'thread_broadcast' });
});

test('a deleted one is not sent, and none can be deleted in its last minute or by another app', async () => {
  const [first, second] = await Promise.all([schedule(600), schedule(120, { text: 'soon' })]);
  const named = (one: object, more = {}) => ({
    channel: GENERAL,
    scheduled_message_id: (one as { scheduled_message_id: string }).scheduled_message_id,
    ...more,
  });
  const app = await world.simulator.control.addApp({ scopes: ['chat:write'], events: [] });
  const other = await world.simulator.control.install(ACME, app.id, { channels: [GENERAL] });
  expect(await list({}, other.botToken)).toEqual([]);
  clock.advance(60_000);
  const errors = await Promise.all([
    call('deleteScheduledMessage', named(second)),
    call('deleteScheduledMessage', named(first), other.botToken),
    call('deleteScheduledMessage', named(first, { channel: DAILY })),
    call('deleteScheduledMessage', named(first, { channel: 'C0NOWHERE' })),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'invalid_scheduled_message_id',
    'invalid_scheduled_message_id',
    'invalid_scheduled_message_id',
    'channel_not_found',
  ]);
  expect(await call('deleteScheduledMessage', named(first))).toEqual({ ok: true });
  clock.advance(600_000);
  expect(await said()).toEqual(['soon']);
});

test('what cannot be sent at its time is dropped', async () => {
  await schedule(600);
  await world.simulator.control.kick(ACME, GENERAL, world.botUserId);
  clock.advance(600_000);
  expect(await said()).toEqual([]);
  expect(await list()).toEqual([]);
});

test('no message is scheduled for a time that is none, past or too far, nor too many at once', async () => {
  const errors = await Promise.all([
    schedule(0),
    schedule(0, { post_at: 'tomorrow' }),
    schedule(121 * DAY_S),
    schedule(600, { text: '' }),
    schedule(600, { channel: DAILY }),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'time_in_past',
    'invalid_time',
    'time_too_far',
    'no_text',
    'not_in_channel',
  ]);
  for (let at = 0; at < 30; at += 1) expect((await schedule(600)).ok).toBe(true);
  expect((await schedule(600)).error).toBe('restricted_too_many');
  expect((await schedule(900)).ok).toBe(true);
});

test('lists by channel, time and page, the next first', async () => {
  await world.simulator.control.invite(ACME, DAILY, world.botUserId);
  await schedule(900, { text: 'last' });
  await schedule(600, { text: 'first' });
  await schedule(700, { text: 'daily', channel: DAILY });
  expect(await list()).toEqual(['first', 'daily', 'last']);
  expect(await list({ channel: DAILY })).toEqual(['daily']);
  expect(await list({ oldest: START_S + 650, latest: START_S + 800 })).toEqual(['daily']);
  const { response_metadata } = await call('scheduledMessages.list', { limit: 2 });
  const { next_cursor } = response_metadata as { next_cursor: string };
  expect(await list({ limit: 2, cursor: next_cursor })).toEqual(['last']);
  expect((await call('scheduledMessages.list', { channel: 'C0NOWHERE' })).error).toBe('invalid_channel');
});

test('what was scheduled survives a kill, and what is overdue then is sent once', async () => {
  await schedule(600, { text: 'overdue' });
  await schedule(7_200, { text: 'later' });
  const copy = path.join(folder, 'after-kill');
  cpSync(path.join(folder, 'state'), copy, { recursive: true });
  const later = createManualClock((START_S + 3_600) * 1_000);
  const revived = await startSimulator({ clock: later, stateDir: copy });
  later.advance(0);
  expect(await said(revived.control)).toEqual(['overdue']);
  await revived.stop();
  const again = createManualClock((START_S + 3_600) * 1_000);
  const third = await startSimulator({ clock: again, stateDir: copy });
  again.advance(3_599_000);
  expect(await said(third.control)).toEqual(['overdue']);
  again.advance(1_000);
  expect(await said(third.control)).toEqual(['overdue', 'later']);
  await third.stop();
});
