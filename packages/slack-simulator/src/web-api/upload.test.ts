import { afterEach, beforeEach, expect, test } from 'vitest';
import { bearer, type FileWorld, fileWorld } from '../testing/file-world.ts';
import { ACME, ADA, DAILY, GENERAL, LEADS } from '../testing/world.ts';

let world: FileWorld;
beforeEach(async () => {
  world = await fileWorld();
});
afterEach(() => world.end());

test('a file is sent as it is or in a form, and shown with a message', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const form = new FormData();
  form.append('filename', new Blob([bytes]), 'all.bin');
  for (const body of [bytes, form]) {
    const { upload_url, file_id } = await world.announce('all.bin', 256, { alt_txt: 'every byte' });
    expect((await world.send(upload_url, body)).status).toBe(200);
    const args = {
      files: [{ id: file_id, title: 'All' }],
      channel_id: GENERAL,
      initial_comment: 'look & see',
    };
    const { files } = await world.call('completeUploadExternal', args);
    const [file] = files as { url_private: string }[];
    expect(file).toMatchObject({ name: 'all.bin', title: 'All', size: 256, alt_txt: 'every byte' });
    const got = await fetch(file?.url_private ?? '', bearer(world.sender.botToken));
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
  }
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toHaveLength(2);
  expect(messages[1]).toMatchObject({
    subtype: 'file_share',
    text: 'look &amp; see',
    bot_id: world.sender.botId,
    files: [{ title: 'All', mimetype: 'application/octet-stream', user: world.sender.botUserId }],
  });
});

test('content of another length than was announced is refused, as is an address that is not right', async () => {
  const { upload_url, file_id } = await world.announce('a.txt', 3);
  expect((await world.send(upload_url, 'four')).status).toBe(400);
  expect((await world.send(String(upload_url).replace(/ticket=.*/, 'ticket=guess'), 'abc')).status).toBe(404);
  const done = await world.call('completeUploadExternal', { files: [{ id: file_id }] });
  expect(done.error).toBe('file_not_found');
});

test('no upload begins without a name or a length, or with too much', async () => {
  const errors = await Promise.all([
    world.announce('', 3),
    world.announce('a.txt', 0),
    world.announce('a.txt', 100_000_001),
    world.announce('a.txt', 3, { alt_txt: 'x'.repeat(1_001) }),
    world.call('getUploadURLExternal', { filename: 'a', length: 1 }, world.botToken.replace(/.$/, '?')),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'missing_argument',
    'missing_argument',
    'file_upload_size_restricted',
    'alt_txt_too_large',
    'invalid_auth',
  ]);
});

test('files go only where the bot may write, and only its own', async () => {
  const { upload_url, file_id } = await world.announce('a.txt', 3);
  await world.send(upload_url, 'abc');
  const files = [{ id: file_id }];
  const errors = await Promise.all([
    world.call('completeUploadExternal', { files, channel_id: DAILY }),
    world.call('completeUploadExternal', { files, channel_id: LEADS }),
    world.call('completeUploadExternal', { files: 'nonsense' }),
    world.call('completeUploadExternal', { files: [{ id: 'F0OTHER' }] }),
    world.call('completeUploadExternal', { files }, world.botToken),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'not_in_channel',
    'channel_not_found',
    'invalid_arguments',
    'file_not_found',
    'file_not_found',
  ]);
  const done = await world.call('completeUploadExternal', { files, channels: `${GENERAL},${ADA}` });
  const [file] = done.files as { channels: string[]; ims: string[] }[];
  expect(file?.channels).toEqual([GENERAL]);
  expect(file?.ims).toHaveLength(1);
  expect((await world.call('completeUploadExternal', { files, channel_id: GENERAL })).error).toBe(
    'file_not_found',
  );
});

test('the secret part of an upload address is not shown on the wire', async () => {
  const { upload_url } = await world.announce('a.txt', 3);
  const ticket = new URL(String(upload_url)).searchParams.get('ticket') ?? '';
  await world.send(upload_url, 'abc');
  const { entries } = await world.simulator.control.wire();
  expect(entries.map(({ title }) => title)).toContain('upload');
  expect(ticket).toHaveLength(32);
  expect(JSON.stringify(entries)).not.toContain(ticket);
});
