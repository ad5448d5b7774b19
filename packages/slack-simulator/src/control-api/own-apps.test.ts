import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControlClient } from '../control/index.ts';
import { type Simulator, startSimulator } from '../start-simulator.ts';

const MANIFEST = {
  display_information: { name: 'Tea Time', description: 'Kept as it was given' },
  features: { slash_commands: [{ command: '/tea', description: 'Makes tea' }] },
  oauth_config: { redirect_urls: ['https://tea.example.com/back'], scopes: { bot: ['chat:write'] } },
  settings: { event_subscriptions: { bot_events: ['message.im'] }, socket_mode_enabled: true },
};

let stateDir: string;
let simulator: Simulator;
beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'own-apps-'));
  simulator = await startSimulator({ stateDir });
});
afterEach(async () => {
  await simulator.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

const restart = async () => {
  await simulator.stop();
  simulator = await startSimulator({ stateDir });
};

const openWith = (token: string) =>
  new WebClient(token, { slackApiUrl: simulator.apiUrl }).apps.connections.open();

test('names each problem of a manifest at its place, and none of a good one', async () => {
  const control = createControlClient(simulator.url);
  expect(await control.checkManifest(MANIFEST)).toEqual({ problems: [] });
  const wrong = {
    ...MANIFEST,
    setings: {},
    features: { slash_commands: [{ command: 'tea', description: 'Makes tea' }] },
  };
  const { problems } = await control.checkManifest(wrong);
  expect(problems.map((one) => one.pointer).toSorted()).toEqual([
    '/features/slash_commands/0/command',
    '/setings',
  ]);
  expect((await control.state()).apps).toEqual([]);
});

test('shows an app as its manifest and its secrets, the same after a restart', async () => {
  const control = createControlClient(simulator.url);
  const made = await control.addAppFromManifest(MANIFEST);
  const { botToken } = await control.install('T0ACME00001', made.id);
  const before = await control.appDetails(made.id);
  expect(before.manifest).toEqual(MANIFEST);
  expect(before.botTokens).toEqual([{ team: 'T0ACME00001', token: botToken }]);
  expect(before.clientSecret).toBe(made.clientSecret);
  expect(before.signingSecret).toMatch(/^[0-9a-f]{32}$/);
  expect(before.tokens).toMatchObject([{ token: made.appToken, scopes: ['connections:write'], error: null }]);
  await restart();
  expect(await simulator.control.appDetails(made.id)).toEqual(before);
});

test('a manifest follows what was changed without it, and keeps what the simulator has nothing of', async () => {
  const { control } = simulator;
  const { id } = await control.addAppFromManifest(MANIFEST);
  await control.changeApp(id, { name: 'Coffee', events: ['app_mention'] });
  const { manifest } = await control.appDetails(id);
  expect(manifest).toMatchObject({
    display_information: { name: 'Coffee', description: 'Kept as it was given' },
    settings: { event_subscriptions: { bot_events: ['app_mention'] } },
  });
  expect(await control.checkManifest(manifest)).toEqual({ problems: [] });
});

test('every app has a manifest that it could be made of', async () => {
  const { id } = await simulator.control.addApp({ name: 'Plain' });
  const { manifest } = await simulator.control.appDetails(id);
  const copy = await simulator.control.addAppFromManifest(manifest);
  const [plain, other] = (await simulator.control.state()).apps;
  expect(other?.id).toBe(copy.id);
  expect(other?.events).toEqual(plain?.events);
  expect(other?.features).toEqual(plain?.features);
});

test('a changed manifest changes the app and keeps its secrets', async () => {
  const { control } = simulator;
  const made = await control.addAppFromManifest(MANIFEST);
  const wish = {
    ...MANIFEST,
    display_information: { name: 'Mate' },
    settings: { socket_mode_enabled: false },
  };
  await control.changeManifest(made.id, wish);
  expect((await control.state()).apps).toMatchObject([
    { id: made.id, name: 'Mate', events: [], clientId: made.clientId, socketMode: false },
  ]);
  expect((await control.appDetails(made.id)).tokens).toHaveLength(1);
  await expect(openWith(made.appToken)).rejects.toThrow('socket_mode_not_enabled');
  await expect(control.changeManifest(made.id, {})).rejects.toMatchObject({ code: 'invalid_manifest' });
});

test('token rotation cannot be switched off by a manifest', async () => {
  const { control } = simulator;
  const rotating = { ...MANIFEST, settings: { token_rotation_enabled: true } };
  const { id } = await control.addAppFromManifest(rotating);
  await expect(control.changeManifest(id, MANIFEST)).rejects.toMatchObject({ code: 'invalid_manifest' });
  expect((await control.state()).apps[0]?.features.tokenRotation).toBe(true);
});

test('a generated token opens connections if it has the scope, until it is revoked', async () => {
  const control = createControlClient(simulator.url);
  const { id } = await control.addAppFromManifest(MANIFEST);
  const { token } = await control.addAppToken(id, { name: 'mine', scopes: ['connections:write'] });
  expect((await openWith(token)).ok).toBe(true);
  const other = await control.addAppToken(id, { name: 'looks', scopes: ['authorizations:read'] });
  await expect(openWith(other.token)).rejects.toThrow('missing_scope');
  await restart();
  expect((await openWith(token)).ok).toBe(true);
  await simulator.control.revokeToken({ token });
  await expect(openWith(token)).rejects.toThrow('token_revoked');
  await expect(
    createControlClient(simulator.url).addAppToken(id, { name: '', scopes: ['connections:write'] }),
  ).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a removed app is gone: its connections, installations and tokens too', async () => {
  const control = createControlClient(simulator.url);
  await control.changeSettings({ tcpLingerMs: 0 });
  const { id, appToken } = await control.addAppFromManifest(MANIFEST);
  const { botToken } = await control.install('T0ACME00001', id);
  const socket = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientOptions: { slackApiUrl: simulator.apiUrl },
  });
  const ended = new Promise<void>((resolve) => socket.on('disconnected', () => resolve()));
  await socket.start();
  await control.removeApp(id);
  await ended;
  await expect(openWith(appToken)).rejects.toThrow('invalid_auth');
  const bot = new WebClient(botToken, { slackApiUrl: simulator.apiUrl });
  await expect(bot.auth.test()).rejects.toThrow('invalid_auth');
  await restart();
  const { apps, workspaces } = await simulator.control.state();
  expect(apps).toEqual([]);
  expect(workspaces[0]?.apps).toMatchObject([{ appId: id, name: 'Tea Time', installed: false }]);
  await expect(simulator.control.removeApp(id)).rejects.toMatchObject({ code: 'unknown_app' });
});

test('apps that share the address of their installation are told apart in it', async () => {
  const { control } = simulator;
  const redirectUrls = ['http://localhost:3000/slack/oauth_redirect'];
  const installUrls = async () => (await control.state()).apps.map((one) => one.installUrl);
  const one = await control.addApp({ redirectUrls });
  expect(await installUrls()).toEqual(['http://localhost:3000/slack/install']);
  const other = await control.addApp({ redirectUrls });
  expect(await installUrls()).toEqual([
    `http://localhost:3000/slack/install?app=${one.id}`,
    `http://localhost:3000/slack/install?app=${other.id}`,
  ]);
});

test('a form of another site cannot install an app, one of its own page can', async () => {
  const { control } = simulator;
  const { id } = await control.addAppFromManifest(MANIFEST);
  const [acme] = (await control.state()).workspaces;
  const send = (site: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      // `fetch` keeps this header to itself.
      const sent = request(
        `${simulator.url}/apps/${id}/install`,
        { method: 'POST', headers: { 'sec-fetch-site': site } },
        (answer) => resolve(answer.resume().statusCode),
      );
      sent.on('error', reject);
      sent.end(`decision=allow&who=${acme?.id}:${acme?.people[0]?.id}`);
    });
  expect(await send('cross-site')).toBe(403);
  expect(await send('same-site')).toBe(403);
  expect((await control.appDetails(id)).botTokens).toEqual([]);
  expect(await send('same-origin')).toBe(302);
  expect((await control.appDetails(id)).botTokens).toMatchObject([{ team: acme?.id }]);
});

test('an app from the journal of an earlier version has a manifest too', async () => {
  const { id } = await simulator.control.addApp({ name: 'Plain' });
  const before = await simulator.control.appDetails(id);
  await simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const kept = readFileSync(journal, 'utf8');
  expect(kept).toContain('"manifest":null,');
  writeFileSync(journal, kept.replaceAll('"manifest":null,', ''));
  simulator = await startSimulator({ stateDir });
  expect(await simulator.control.appDetails(id)).toEqual(before);
});
