import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA, GENERAL } from '../testing/world.ts';

let stage: Stage;
let installed: SimInstalled;
let appToken: string;
let web: WebClient;
beforeEach(async () => {
  stage = await startStage();
  const app = await stage.control.addApp({
    name: 'Sender',
    scopes: ['files:read', 'files:write', 'chat:write', 'channels:history'],
    events: ['file_shared', 'file_deleted', 'message.channels'],
  });
  installed = await stage.control.install(ACME, app.id, { channels: [GENERAL] });
  appToken = app.appToken;
  web = stage.web(installed.botToken);
});
afterEach(() => stage.end());

const filesIn = async () => {
  const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL });
  return messages.map(({ text, files }) => [text, files?.map(({ name }) => name)]);
};

test('filesUploadV2 uploads a buffer with a comment, and the bytes come back', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 512 }, (_, at) => at % 256));
  const { files } = await web.filesUploadV2({
    file: bytes,
    filename: 'tea.png',
    title: 'Tea',
    alt_text: 'a cup',
    channel_id: GENERAL,
    initial_comment: 'Look',
  });
  const [file] = files[0]?.files ?? [];
  expect(file).toMatchObject({
    name: 'tea.png',
    title: 'Tea',
    mimetype: 'image/png',
    size: 512,
    alt_txt: 'a cup',
  });
  const headers = { authorization: `Bearer ${installed.botToken}` };
  const got = await fetch(file?.url_private ?? '', { headers });
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  expect(await filesIn()).toEqual([['Look', ['tea.png']]]);
  expect((await web.files.info({ file: file?.id ?? '' })).file?.name).toBe('tea.png');
});

test('filesUploadV2 puts several files and text content into one message of a thread', async () => {
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'files, please' });
  await web.filesUploadV2({
    channel_id: GENERAL,
    thread_ts: ts,
    initial_comment: 'Both',
    file_uploads: [
      { file: Buffer.from('one'), filename: 'one.txt' },
      { content: 'two', filename: 'two.md' },
    ],
  });
  const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL, threadTs: ts });
  expect(messages[1]).toMatchObject({ thread_ts: ts, files: [{ name: 'one.txt' }, { name: 'two.md' }] });
  const { files } = await web.files.list({ channel: GENERAL });
  expect(files?.map(({ name }) => name).sort()).toEqual(['one.txt', 'two.md']);
});

test('a bot reads what a person sends it', async () => {
  const content = Buffer.from('Earl Grey').toString('base64');
  const files = [{ name: 'order.txt', content }];
  await stage.control.say(ACME, GENERAL, { user: ADA, text: 'my order', files });
  const { messages = [] } = await web.conversations.history({ channel: GENERAL });
  expect(messages[0]).toMatchObject({ text: 'my order', user: ADA, files: [{ name: 'order.txt', size: 9 }] });
  const headers = { authorization: `Bearer ${installed.botToken}` };
  const got = await fetch(messages[0]?.files?.[0]?.url_private ?? '', { headers });
  expect(await got.text()).toBe('Earl Grey');
  await stage.control.say(ACME, GENERAL, { user: ADA, text: '', files });
  expect(await filesIn()).toEqual([
    ['my order', ['order.txt']],
    ['', ['order.txt']],
  ]);
});

test('apps in the channel hear of a file, its message, and the end of both', async () => {
  const socket = stage.socket(appToken);
  const heard: { type: string; subtype?: string; file_id?: string }[] = [];
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    heard.push(body.event);
  });
  await socket.start();
  const { files } = await web.filesUploadV2({ content: 'tea', filename: 'tea.txt', channel_id: GENERAL });
  const id = files[0]?.files?.[0]?.id ?? '';
  await web.files.delete({ file: id });
  await stage.acked(4);
  expect(heard.map(({ type, subtype }) => subtype ?? type).sort()).toEqual([
    'file_deleted',
    'file_share',
    'file_shared',
    'message_deleted',
  ]);
  expect(heard.find(({ type }) => type === 'file_shared')?.file_id).toBe(id);
  expect(await filesIn()).toEqual([]);
});
