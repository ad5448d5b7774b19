import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { startSimulator } from '../start-simulator.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, DAILY, GENERAL, GLOBEX, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

const SCOPES = ['chat:write', 'files:read', 'files:write', 'channels:history', 'im:write'];

let folder: string;
let world: TestWorld;
let sender: SimInstalled;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  world = await testWorld({ stateDir: path.join(folder, 'state') });
  const app = await world.simulator.control.addApp({ name: 'Sender', scopes: SCOPES, events: [] });
  sender = await world.simulator.control.install(ACME, app.id, { channels: [GENERAL] });
});
afterEach(async () => {
  await world.simulator.stop();
  rmSync(folder, { recursive: true });
});

const call = (method: string, args = {}, token = sender.botToken) =>
  api(world.simulator.apiUrl, `files.${method}`, token, args);
const announce = (filename: string, length: number, more = {}) =>
  call('getUploadURLExternal', { filename, length, ...more });
const send = (url: unknown, body: RequestInit['body']) =>
  fetch(String(url), { method: 'POST', body: body ?? null });

/** Uploads text and resolves with the file as the last step gave it. */
async function upload(filename: string, text: string, where: object = { channel_id: GENERAL }) {
  const { upload_url, file_id } = await announce(filename, text.length);
  expect((await send(upload_url, text)).status).toBe(200);
  const done = await call('completeUploadExternal', { files: [{ id: file_id }], ...where });
  expect(done).toMatchObject({ ok: true });
  return (done.files as { id: string; url_private: string; url_private_download: string }[])[0] ?? never();
}

function never(): never {
  throw new Error('no file came back');
}

/** With headers that `fetch` keeps to itself; resolves with the status. */
const raw = (place: string, headers: Readonly<Record<string, string>>) =>
  new Promise<number>((resolve, reject) => {
    get(`${world.simulator.url}${place}`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on('error', reject);
  });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test('a file is sent as it is or in a form, and shown with a message', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const form = new FormData();
  form.append('filename', new Blob([bytes]), 'all.bin');
  for (const body of [bytes, form]) {
    const { upload_url, file_id } = await announce('all.bin', 256, { alt_txt: 'every byte' });
    expect((await send(upload_url, body)).status).toBe(200);
    const args = {
      files: [{ id: file_id, title: 'All' }],
      channel_id: GENERAL,
      initial_comment: 'look & see',
    };
    const { files } = await call('completeUploadExternal', args);
    const [file] = files as { url_private: string }[];
    expect(file).toMatchObject({ name: 'all.bin', title: 'All', size: 256, alt_txt: 'every byte' });
    const got = await fetch(file?.url_private ?? '', bearer(sender.botToken));
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
  }
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toHaveLength(2);
  expect(messages[1]).toMatchObject({
    subtype: 'file_share',
    text: 'look &amp; see',
    bot_id: sender.botId,
    files: [{ title: 'All', mimetype: 'application/octet-stream', user: sender.botUserId }],
  });
});

test('content of another length than was announced is refused, as is an address that is not right', async () => {
  const { upload_url, file_id } = await announce('a.txt', 3);
  expect((await send(upload_url, 'four')).status).toBe(400);
  expect((await send(String(upload_url).replace(/ticket=.*/, 'ticket=guess'), 'abc')).status).toBe(404);
  const done = await call('completeUploadExternal', { files: [{ id: file_id }] });
  expect(done.error).toBe('file_not_found');
});

test('no upload begins without a name or a length, or with too much', async () => {
  const errors = await Promise.all([
    announce('', 3),
    announce('a.txt', 0),
    announce('a.txt', 100_000_001),
    announce('a.txt', 3, { alt_txt: 'x'.repeat(1_001) }),
    call('getUploadURLExternal', { filename: 'a', length: 1 }, world.botToken.replace(/.$/, '?')),
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
  const { upload_url, file_id } = await announce('a.txt', 3);
  await send(upload_url, 'abc');
  const files = [{ id: file_id }];
  const errors = await Promise.all([
    call('completeUploadExternal', { files, channel_id: DAILY }),
    call('completeUploadExternal', { files, channel_id: LEADS }),
    call('completeUploadExternal', { files: 'nonsense' }),
    call('completeUploadExternal', { files: [{ id: 'F0OTHER' }] }),
    call('completeUploadExternal', { files }, world.botToken),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'not_in_channel',
    'channel_not_found',
    'invalid_arguments',
    'file_not_found',
    'file_not_found',
  ]);
  const done = await call('completeUploadExternal', { files, channels: `${GENERAL},${ADA}` });
  const [file] = done.files as { channels: string[]; ims: string[] }[];
  expect(file?.channels).toEqual([GENERAL]);
  expect(file?.ims).toHaveLength(1);
  expect((await call('completeUploadExternal', { files, channel_id: GENERAL })).error).toBe('file_not_found');
});

test('a file is read with a token that may, and leads everybody else to where people sign in', async () => {
  const { url_private, url_private_download } = await upload('tea.txt', 'Earl Grey');
  const read = async (url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, { redirect: 'manual', ...init });
    return answer.status === 200 ? answer.text() : `${answer.status} ${answer.headers.get('location')}`;
  };
  expect(await read(url_private, bearer(sender.botToken))).toBe('Earl Grey');
  expect(await read(url_private_download, bearer(sender.botToken))).toBe('Earl Grey');
  const { control, url } = world.simulator;
  const app = await control.addApp({ scopes: ['files:read'], events: [] });
  const elsewhere = await control.install(GLOBEX, app.id);
  const here = await control.install(ACME, app.id);
  expect(await read(url_private, bearer(here.botToken))).toBe('Earl Grey');
  const away = `302 ${url}/workspaces/acme/?redir=`;
  expect(await read(url_private)).toContain(away);
  expect(await read(url_private, bearer(world.botToken))).toContain(away);
  expect(await read(url_private, bearer(elsewhere.botToken))).toContain(away);
});

test('what is uploaded cannot act in the name of the page that shows it', async () => {
  const { id } = await upload('evil.html', '<script>alert(1)</script>');
  const answer = await fetch(`${world.simulator.url}/_sim/workspaces/${ACME}/files/${id}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };
  const refused = await raw(`/_sim/workspaces/${ACME}/files/${id}`, foreign);
  expect(refused).toBe(403);
});

test('lists what the caller may see, the newest first, by kind, channel, person and page', async () => {
  const { control } = world.simulator;
  await upload('one.txt', '1');
  await upload('two.png', '2');
  await upload('three.pdf', '3', {});
  const names = async (args = {}, token = sender.botToken) => {
    const { files } = await call('list', args, token);
    return (files as { name: string }[]).map(({ name }) => name);
  };
  expect(await names()).toEqual(['three.pdf', 'two.png', 'one.txt']);
  expect(await names({ types: 'images,pdfs' })).toEqual(['three.pdf', 'two.png']);
  expect(await names({ channel: GENERAL })).toEqual(['two.png', 'one.txt']);
  expect(await names({ user: ADA })).toEqual([]);
  expect(await names({ count: 2, page: 2 })).toEqual(['one.txt']);
  expect((await call('list', { count: 2 })).paging).toEqual({ count: 2, total: 3, page: 1, pages: 2 });
  const app = await control.addApp({ scopes: ['files:read'], events: [] });
  const { botToken } = await control.install(ACME, app.id);
  // One that was shown nowhere is its owner's alone.
  expect(await names({}, botToken)).toEqual(['two.png', 'one.txt']);
  expect((await call('list', { types: 'sounds' })).error).toBe('unknown_type');
  expect((await call('list', {}, world.botToken)).error).toBe('missing_scope');
});

test('a deleted file is gone for everybody, and a message that said something stays', async () => {
  const { control } = world.simulator;
  const file = await upload('one.txt', '1', { channel_id: GENERAL, initial_comment: 'see' });
  const other = await upload('two.txt', '2');
  const app = await control.addApp({ scopes: ['files:read', 'files:write'], events: [] });
  const { botToken } = await control.install(ACME, app.id);
  expect((await call('delete', { file: file.id }, botToken)).error).toBe('cant_delete_file');
  for (const { id } of [file, other]) expect(await call('delete', { file: id })).toEqual({ ok: true });
  expect((await call('info', { file: file.id })).error).toBe('file_deleted');
  expect((await call('info', { file: 'F0NOTHING' })).error).toBe('file_not_found');
  expect((await fetch(file.url_private, { redirect: 'manual', ...bearer(sender.botToken) })).status).toBe(
    302,
  );
  const { messages } = await control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toMatchObject([{ text: 'see', files: [{ id: file.id, mode: 'tombstone' }] }]);
});

test('files survive a kill, at whatever address the next start is reached', async () => {
  const { id } = await upload('tea.txt', 'Earl Grey');
  const copy = path.join(folder, 'after-kill');
  cpSync(path.join(folder, 'state'), copy, { recursive: true });
  const revived = await startSimulator({ stateDir: copy });
  const { file } = await api(revived.apiUrl, 'files.info', sender.botToken, { file: id });
  const { url_private } = file as { url_private: string };
  expect(url_private.startsWith(revived.url)).toBe(true);
  expect(await (await fetch(url_private, bearer(sender.botToken))).text()).toBe('Earl Grey');
  await revived.stop();
});

test('the secret part of an upload address is not shown on the wire', async () => {
  const { upload_url } = await announce('a.txt', 3);
  const ticket = new URL(String(upload_url)).searchParams.get('ticket') ?? '';
  await send(upload_url, 'abc');
  const { entries } = await world.simulator.control.wire();
  expect(entries.map(({ title }) => title)).toContain('upload');
  expect(ticket).toHaveLength(32);
  expect(JSON.stringify(entries)).not.toContain(ticket);
});
