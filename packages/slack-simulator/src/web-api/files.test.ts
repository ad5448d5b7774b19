import { cpSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { bearer, type FileWorld, fileWorld } from '../testing/file-world.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, GENERAL, GLOBEX } from '../testing/world.ts';

let world: FileWorld;
beforeEach(async () => {
  world = await fileWorld();
});
afterEach(() => world.end());

/** With headers that `fetch` keeps to itself; resolves with the status. */
const raw = (place: string, headers: Readonly<Record<string, string>>) =>
  new Promise<number>((resolve, reject) => {
    get(`${world.simulator.url}${place}`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on('error', reject);
  });

test('a file is read with a token that may, and leads everybody else to where people sign in', async () => {
  const { url_private, url_private_download } = await world.upload('tea.txt', 'Earl Grey');
  const read = async (url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, { redirect: 'manual', ...init });
    return answer.status === 200 ? answer.text() : `${answer.status} ${answer.headers.get('location')}`;
  };
  expect(await read(url_private, bearer(world.sender.botToken))).toBe('Earl Grey');
  expect(await read(url_private_download, bearer(world.sender.botToken))).toBe('Earl Grey');
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
  const { id } = await world.upload('evil.html', '<script>alert(1)</script>');
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
  await world.upload('one.txt', '1');
  await world.upload('two.png', '2');
  await world.upload('three.pdf', '3', {});
  const names = async (args = {}, token = world.sender.botToken) => {
    const { files } = await world.call('list', args, token);
    return (files as { name: string }[]).map(({ name }) => name);
  };
  expect(await names()).toEqual(['three.pdf', 'two.png', 'one.txt']);
  expect(await names({ types: 'images,pdfs' })).toEqual(['three.pdf', 'two.png']);
  expect(await names({ channel: GENERAL })).toEqual(['two.png', 'one.txt']);
  expect(await names({ user: ADA })).toEqual([]);
  expect(await names({ count: 2, page: 2 })).toEqual(['one.txt']);
  expect((await world.call('list', { count: 2 })).paging).toEqual({ count: 2, total: 3, page: 1, pages: 2 });
  const app = await control.addApp({ scopes: ['files:read'], events: [] });
  const { botToken } = await control.install(ACME, app.id);
  // One that was shown nowhere is its owner's alone.
  expect(await names({}, botToken)).toEqual(['two.png', 'one.txt']);
  expect((await world.call('list', { types: 'sounds' })).error).toBe('unknown_type');
  expect((await world.call('list', {}, world.botToken)).error).toBe('missing_scope');
});

test('a deleted file is gone for everybody, and a message that said something stays', async () => {
  const { control } = world.simulator;
  const file = await world.upload('one.txt', '1', { channel_id: GENERAL, initial_comment: 'see' });
  const other = await world.upload('two.txt', '2');
  const app = await control.addApp({ scopes: ['files:read', 'files:write'], events: [] });
  const { botToken } = await control.install(ACME, app.id);
  expect((await world.call('delete', { file: file.id }, botToken)).error).toBe('cant_delete_file');
  for (const { id } of [file, other]) expect(await world.call('delete', { file: id })).toEqual({ ok: true });
  expect((await world.call('info', { file: file.id })).error).toBe('file_deleted');
  expect((await world.call('info', { file: 'F0NOTHING' })).error).toBe('file_not_found');
  expect(
    (await fetch(file.url_private, { redirect: 'manual', ...bearer(world.sender.botToken) })).status,
  ).toBe(302);
  const { messages } = await control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toMatchObject([{ text: 'see', files: [{ id: file.id, mode: 'tombstone' }] }]);
});

test('files survive a kill, at whatever address the next start is reached', async () => {
  const { id } = await world.upload('tea.txt', 'Earl Grey');
  const copy = path.join(world.folder, 'after-kill');
  cpSync(path.join(world.folder, 'state'), copy, { recursive: true });
  const revived = await startSimulator({ stateDir: copy });
  const { file } = await api(revived.apiUrl, 'files.info', world.sender.botToken, { file: id });
  const { url_private } = file as { url_private: string };
  expect(url_private.startsWith(revived.url)).toBe(true);
  expect(await (await fetch(url_private, bearer(world.sender.botToken))).text()).toBe('Earl Grey');
  await revived.stop();
});
