import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, LEADS } from '../testing/world.ts';

let stage: Stage;
let installed: SimInstalled & { im: string };
let web: WebClient;
beforeEach(async () => {
  stage = await startStage();
  installed = await stage.install({ events: [] });
  web = stage.web(installed.botToken);
});
afterEach(() => stage.end());

const messages = async (channel = GENERAL, as?: string) =>
  (await stage.control.messages({ team: ACME, channel, ...(as ? { as } : {}) })).messages;

test('a message is posted with blocks and metadata, changed, linked to and deleted', async () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Tea*' } }];
  const metadata = { event_type: 'task', event_payload: { id: 7 } };
  const posted = await web.chat.postMessage({ channel: GENERAL, text: 'Tea & cake', blocks, metadata });
  expect(posted).toMatchObject({
    channel: GENERAL,
    ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
    message: { text: 'Tea &amp; cake', bot_id: installed.botId, user: installed.botUserId, type: 'message' },
  });
  const ts = posted.ts ?? '';
  const found = await web.conversations.history({
    channel: GENERAL,
    latest: ts,
    oldest: ts,
    inclusive: true,
    include_all_metadata: true,
  });
  expect(found.messages).toMatchObject([{ ts, metadata, blocks }]);
  expect(await web.chat.update({ channel: GENERAL, ts, text: 'Done' })).toMatchObject({ ts, text: 'Done' });
  expect(await messages()).toMatchObject([{ text: 'Done', edited: { user: installed.botUserId } }]);
  const { permalink } = await web.chat.getPermalink({ channel: GENERAL, message_ts: ts });
  expect(permalink).toContain(`/archives/${GENERAL}/p${ts.replace('.', '')}`);
  expect((await web.chat.delete({ channel: GENERAL, ts })).ok).toBe(true);
  expect(await messages()).toEqual([]);
});

test('each ts of a channel is a string of its own, and later ones are greater', async () => {
  const posts = await Promise.all(
    Array.from({ length: 20 }, (_, at) => web.chat.postMessage({ channel: GENERAL, text: `${at}` })),
  );
  const given = posts.map(({ ts }) => ts ?? '');
  expect(new Set(given).size).toBe(20);
  expect((await messages()).map(({ ts }) => ts)).toEqual([...given].sort());
});

test('a reply joins its thread, and is shown in the channel too when it is broadcast', async () => {
  const { ts } = await web.chat.postMessage({ channel: GENERAL, text: 'parent' });
  const thread_ts = ts ?? '';
  await web.chat.postMessage({ channel: GENERAL, text: 'quiet', thread_ts });
  await web.chat.postMessage({ channel: GENERAL, text: 'loud', thread_ts, reply_broadcast: true });
  expect((await messages()).map(({ text }) => text)).toEqual(['parent', 'loud']);
  const { messages: thread } = await web.conversations.replies({ channel: GENERAL, ts: thread_ts });
  expect(thread).toMatchObject([
    { text: 'parent', reply_count: 2, thread_ts },
    { text: 'quiet', thread_ts, parent_user_id: installed.botUserId },
    { text: 'loud', subtype: 'thread_broadcast' },
  ]);
});

test('an ephemeral message is seen by its person only, and is in no history', async () => {
  await web.chat.postEphemeral({ channel: GENERAL, user: ADA, text: 'psst' });
  expect((await messages(GENERAL, ADA)).map(({ text }) => text)).toEqual(['psst']);
  expect(await messages(GENERAL, BEN)).toEqual([]);
  expect((await web.conversations.history({ channel: GENERAL })).messages).toEqual([]);
});

test('a message to a person’s id goes into the direct message with them', async () => {
  const { channel } = await web.chat.postMessage({ channel: ADA, text: 'hello, Ada' });
  expect(channel).toBe(installed.im);
});

test.each([
  [DAILY, 'not_in_channel'],
  [LEADS, 'channel_not_found'],
  ['C0NOWHERE01', 'channel_not_found'],
])('a message to %s is refused: %s', async (channel, error) => {
  await expect(web.chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({ data: { error } });
});

test('an archived channel and an empty message are refused', async () => {
  await expect(web.chat.postMessage({ channel: GENERAL, text: '' })).rejects.toMatchObject({
    data: { error: 'no_text' },
  });
  await stage.control.archiveChannel(ACME, GENERAL, true);
  await expect(web.chat.postMessage({ channel: GENERAL, text: 'x' })).rejects.toMatchObject({
    data: { error: 'is_archived' },
  });
});

test('a bot changes and deletes its own messages only', async () => {
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'mine' });
  await expect(web.chat.update({ channel: GENERAL, ts, text: 'x' })).rejects.toMatchObject({
    data: { error: 'cant_update_message' },
  });
  await expect(web.chat.delete({ channel: GENERAL, ts })).rejects.toMatchObject({
    data: { error: 'cant_delete_message' },
  });
  await expect(web.chat.update({ channel: GENERAL, ts: '1.000001', text: 'x' })).rejects.toMatchObject({
    data: { error: 'message_not_found' },
  });
});

test('blocks beyond Slack’s limits are refused, with what is wrong', async () => {
  const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
  await expect(web.chat.postMessage({ channel: GENERAL, text: 'x', blocks })).rejects.toMatchObject({
    data: { error: 'invalid_blocks', response_metadata: { messages: [expect.stringContaining('50')] } },
  });
});

test('a reaction is added once and taken away once', async () => {
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'done' });
  const reaction = { channel: GENERAL, timestamp: ts, name: 'tada' };
  expect((await web.reactions.add(reaction)).ok).toBe(true);
  await expect(web.reactions.add(reaction)).rejects.toMatchObject({ data: { error: 'already_reacted' } });
  const [message] = await messages();
  expect(message?.reactions).toEqual([{ name: 'tada', users: [installed.botUserId], count: 1 }]);
  expect((await web.reactions.remove(reaction)).ok).toBe(true);
  await expect(web.reactions.remove(reaction)).rejects.toMatchObject({ data: { error: 'no_reaction' } });
});
