import { afterEach, beforeEach, expect, test } from 'vitest';
import { api, openRaw, type RawClient } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';

let world: TestWorld;
let client: RawClient;
beforeEach(async () => {
  world = await testWorld();
  client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const call = (method: string, args = {}) => api(world.simulator.apiUrl, method, world.botToken, args);
const say = (text: string, channel = GENERAL) => control().say(ACME, channel, { user: ADA, text });
/** The inner event of the `at`-th payload; each is acked. */
const event = async (at = 0) => {
  const frame = await client.frame('events_api', at);
  client.ack(frame);
  return frame.payload?.event ?? {};
};

test('a direct message comes as one message event and never as a mention', async () => {
  const { ts } = await say(`<@${world.botUserId}> hello`, world.im);
  expect(await event()).toMatchObject({
    type: 'message',
    channel_type: 'im',
    channel: world.im,
    user: ADA,
    ts,
    text: `<@${world.botUserId}> hello`,
    blocks: [{ type: 'rich_text' }],
  });
  expect((await control().record()).events).toHaveLength(1);
});

test('a mention in a channel comes twice, with the same ts and different event ids', async () => {
  const { ts } = await say(`<@${world.botUserId}> list`);
  const both = [await event(0), await event(1)];
  expect(both.map((one) => one.type).sort()).toEqual(['app_mention', 'message']);
  expect(both.map((one) => one.ts)).toEqual([ts, ts]);
  const { events } = await control().record();
  expect(new Set(events.map((one) => one.eventId)).size).toBe(2);
});

test('the two copies of a mention come in any order', async () => {
  const orders = new Set<unknown>();
  for (let at = 0; orders.size < 2 && at < 200; at += 2) {
    await say(`<@${world.botUserId}> ${at}`);
    orders.add((await event(at)).type);
    await event(at + 1);
  }
  expect(orders).toEqual(new Set(['app_mention', 'message']));
});

test('without doubles a mention comes once', async () => {
  await control().changeSettings({ doubles: false });
  await say(`<@${world.botUserId}> list`);
  expect((await control().record()).events.map((one) => one.type)).toEqual(['app_mention']);
});

test('channels that the bot is not in stay unheard, and Slackbot says so', async () => {
  await say(`<@${world.botUserId}> list`, DAILY);
  expect((await control().record()).events).toEqual([]);
  const { messages } = await control().messages({ team: ACME, channel: DAILY, as: ADA });
  expect(messages[1]).toMatchObject({ user: 'USLACKBOT', ephemeral: true });
  expect((await control().messages({ team: ACME, channel: DAILY, as: BEN })).messages).toHaveLength(1);
});

test('stray signs are escaped, tokens and entities kept, addresses bracketed', async () => {
  await say(`a < b & c > d &amp; <#${GENERAL}|general> <!here> see https://example.org/?a=1&b=2.`, world.im);
  expect((await event()).text).toBe(
    `a &lt; b &amp; c &gt; d &amp; <#${GENERAL}|general> <!here> see <https://example.org/?a=1&amp;b=2>.`,
  );
});

test('an edit comes with the previous message, and again as a mention', async () => {
  const { ts } = await say(`<@${world.botUserId}> add task tea`);
  await control().edit(ACME, GENERAL, ts, { user: ADA, text: `<@${world.botUserId}> add task coffee` });
  const edits = [await event(2), await event(3)];
  const changed = edits.find((one) => one.subtype === 'message_changed');
  expect(changed).toMatchObject({
    hidden: true,
    message: { ts, text: `<@${world.botUserId}> add task coffee`, edited: { user: ADA } },
    previous_message: { ts, text: `<@${world.botUserId}> add task tea` },
  });
  expect(edits.find((one) => one.type === 'app_mention')).toMatchObject({ ts, edited: { user: ADA } });
});

test('an unfurled link is a change without a change of text', async () => {
  const { ts } = await say('see https://example.org', world.im);
  await control().unfurl(ACME, world.im, ts);
  const changed = (await event(1)) as { message: Record<string, unknown>; previous_message: object };
  expect(changed.message).toMatchObject({ text: 'see <https://example.org>', attachments: [{ id: 1 }] });
  expect(changed.message.edited).toBeUndefined();
});

test('a deletion names the deleted message; a thread with replies leaves a tombstone', async () => {
  const lone = await say('lone', world.im);
  await control().remove(ACME, world.im, lone.ts, ADA);
  expect(await event(1)).toMatchObject({ subtype: 'message_deleted', deleted_ts: lone.ts });
  const parent = await say('parent', world.im);
  await call('chat.postMessage', { channel: world.im, text: 'reply', thread_ts: parent.ts });
  await control().remove(ACME, world.im, parent.ts, ADA);
  expect(await event(4)).toMatchObject({ subtype: 'message_changed', message: { subtype: 'tombstone' } });
});

test('a thread goes on under its deleted parent', async () => {
  const parent = await say('parent', world.im);
  await call('chat.postMessage', { channel: world.im, text: 'reply', thread_ts: parent.ts });
  await control().remove(ACME, world.im, parent.ts, ADA);
  await control().say(ACME, world.im, { user: ADA, text: 'and yet', thread_ts: parent.ts });
  const { messages } = await control().messages({ team: ACME, channel: world.im, threadTs: parent.ts });
  expect(messages.map((one) => one.text)).toEqual(['This message was deleted.', 'reply', 'and yet']);
});

test('every ts is text, unique and increasing', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, at) => say(`message ${at}`, world.im)));
  const ts = all.map((one) => one.ts);
  expect(ts.every((one) => /^\d{10}\.\d{6}$/.test(one))).toBe(true);
  expect([...new Set(ts)].sort()).toEqual(ts);
});

test('nothing else ever has the ts of a message: neither an edit nor the event that tells of it', async () => {
  const { ts } = await say('first', world.im);
  await control().edit(ACME, world.im, ts, { user: ADA, text: 'second' });
  const next = await say('next', world.im);
  const edited = await event(1);
  const message = edited.message as { edited?: { ts: string } };
  expect(new Set([ts, message.edited?.ts, edited.ts, next.ts]).size).toBe(4);
});

test("the bot's own messages come back as events with its bot_id", async () => {
  await call('chat.postMessage', { channel: world.im, text: 'hello' });
  expect(await event()).toMatchObject({ type: 'message', bot_id: world.botId, app_id: world.appId });
});

test('history gives metadata only when asked, newest first, and threads apart', async () => {
  const { ts } = await say('question', world.im);
  const metadata = { event_type: 'muster_reply', event_payload: { reply_id: 'r1' } };
  await call('chat.postMessage', { channel: world.im, text: 'in thread', thread_ts: ts, metadata });
  const direct = await call('chat.postMessage', { channel: world.im, text: 'beside', metadata });
  const plain = await call('conversations.history', { channel: world.im });
  expect(plain.messages).toMatchObject([{ text: 'beside' }, { text: 'question', reply_count: 1 }]);
  expect(JSON.stringify(plain.messages)).not.toContain('metadata');
  const oldest = { oldest: direct.ts, inclusive: true };
  const full = await call('conversations.history', {
    channel: world.im,
    include_all_metadata: true,
    ...oldest,
  });
  expect(full.messages).toMatchObject([{ metadata }]);
  const thread = await call('conversations.replies', { channel: world.im, ts, include_all_metadata: true });
  expect(thread.messages).toMatchObject([{ text: 'question' }, { text: 'in thread', metadata }]);
});

test('history is paged by a cursor', async () => {
  for (const text of ['one', 'two', 'three']) await say(text, world.im);
  const first = await call('conversations.history', { channel: world.im, limit: 2 });
  expect(first).toMatchObject({ has_more: true, messages: [{ text: 'three' }, { text: 'two' }] });
  const { next_cursor: cursor } = first.response_metadata as { next_cursor: string };
  const second = await call('conversations.history', { channel: world.im, limit: 2, cursor });
  expect(second).toMatchObject({ has_more: false, messages: [{ text: 'one' }] });
});

test('an ephemeral message is seen by one person, is in no history and makes no event', async () => {
  await call('chat.postEphemeral', { channel: GENERAL, user: ADA, text: 'psst' });
  expect((await control().messages({ team: ACME, channel: GENERAL, as: ADA })).messages).toHaveLength(1);
  expect((await control().messages({ team: ACME, channel: GENERAL, as: BEN })).messages).toEqual([]);
  expect(await call('conversations.history', { channel: GENERAL })).toMatchObject({ messages: [] });
  expect((await control().record()).events).toEqual([]);
});

test('apps hear nothing of the end of an ephemeral message', async () => {
  await call('chat.postEphemeral', { channel: GENERAL, user: ADA, text: 'psst' });
  const [whisper] = (await control().messages({ team: ACME, channel: GENERAL, as: ADA })).messages;
  await control().remove(ACME, GENERAL, whisper?.ts ?? '', ADA);
  expect((await control().messages({ team: ACME, channel: GENERAL, as: ADA })).messages).toEqual([]);
  expect((await control().record()).events).toEqual([]);
});

test('only its author changes a message', async () => {
  const { ts } = await say('mine', world.im);
  expect(await call('chat.update', { channel: world.im, ts, text: 'yours' })).toMatchObject({
    error: 'cant_update_message',
  });
  const edit = control().edit(ACME, world.im, ts, { user: BEN, text: 'yours' });
  await expect(edit).rejects.toMatchObject({ code: 'not_the_author' });
});

test('a deleted message whose thread lives on is no more to be changed, deleted or reacted to', async () => {
  const posted = await call('chat.postMessage', { channel: GENERAL, text: 'secret plan' });
  const { ts } = posted as { ts: string };
  await control().say(ACME, GENERAL, { user: ADA, text: 'reply', thread_ts: ts });
  expect(await call('chat.delete', { channel: GENERAL, ts })).toMatchObject({ ok: true });
  const gone = { ok: false, error: 'message_not_found' };
  expect(await call('chat.delete', { channel: GENERAL, ts })).toMatchObject(gone);
  expect(await call('chat.update', { channel: GENERAL, ts, text: 'again' })).toMatchObject(gone);
  expect(await call('reactions.add', { channel: GENERAL, timestamp: ts, name: 'tea' })).toMatchObject(gone);
});
