import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { openRaw } from '../testing/raw-client.ts';
import { ACME, ADA, GENERAL, testWorld } from '../testing/world.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'newcomers-'));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const XAPP = `xapp-1-A0TEA000001-1234567890123-${'ab'.repeat(32)}`;

test.each([
  ['its id', { id: 'A0TEA000001', name: 'Tea' }],
  ['its token', { name: 'Tea', appToken: XAPP }],
  ['a token that names no app', { name: 'Tea', appToken: 'xapp-tea' }],
  ['its client id', { name: 'Tea', clientId: '1.2' }],
  ['its name', { name: 'Tea' }],
])('an app of a seed is the same after a restart by %s', async (_, app) => {
  const seed = { apps: [app] };
  const first = await startSimulator({ stateDir, seed });
  const [before] = (await first.control.state()).apps;
  const secret = (await first.control.appDetails(before?.id ?? '')).clientSecret;
  await first.control.install(ACME, before?.id ?? '');
  await first.control.changeApp(before?.id ?? '', { redirectUrls: ['https://tea.example.com/back'] });
  const expected = (await first.control.state()).apps.map(({ installUrl: _url, ...rest }) => rest);
  await first.stop();
  const second = await startSimulator({ stateDir, seed });
  const { apps, workspaces } = await second.control.state();
  expect(apps.map(({ installUrl: _url, ...rest }) => rest)).toEqual(expected);
  expect((await second.control.appDetails(before?.id ?? '')).clientSecret).toBe(secret);
  expect(workspaces[0]?.apps).toHaveLength(1);
  await second.stop();
});

test('two apps of a seed with one name stay two', async () => {
  const seed = { apps: [{ name: 'Tea' }, { name: 'Tea' }] };
  const first = await startSimulator({ stateDir, seed });
  const ids = (await first.control.state()).apps.map(({ id }) => id);
  await first.stop();
  const second = await startSimulator({ stateDir, seed });
  expect((await second.control.state()).apps.map(({ id }) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(2);
  await second.stop();
});

test('what has an id already is not wiped out by another of that id', async () => {
  const { simulator } = await testWorld();
  const { control } = simulator;
  await control.say(ACME, GENERAL, { user: ADA, text: 'still here' });
  const taken = { code: 'id_taken', status: 409 };
  await expect(control.addChannel(ACME, { id: GENERAL, name: 'other' })).rejects.toMatchObject(taken);
  await expect(control.addPerson(ACME, { id: ADA, name: 'other' })).rejects.toMatchObject(taken);
  await expect(control.addWorkspace({ id: ACME, name: 'Other' })).rejects.toMatchObject(taken);
  const { messages } = await control.messages({ team: ACME, channel: GENERAL });
  expect(messages.map(({ text }) => text)).toContain('still here');
  await simulator.stop();
});

test('an address leads to one workspace', async () => {
  const { control, stop } = await startSimulator();
  for (const name of ['ACME', 'acme!']) await control.addWorkspace({ name });
  const domains = (await control.state()).workspaces.map(({ domain }) => domain);
  expect(domains).toEqual(['acme', 'globex', 'acme-2', 'acme-']);
  const again = control.addWorkspace({ name: 'Other', domain: 'globex' });
  await expect(again).rejects.toMatchObject({ code: 'domain_taken', status: 409 });
  await stop();
});

test('an app takes no token and no client id of another', async () => {
  const { simulator, app, appToken } = await testWorld();
  const { control } = simulator;
  const other = await control.addApp({ name: 'Other' });
  const taken = { code: 'credentials_taken', status: 409 };
  await expect(control.changeApp(other.id, { appToken })).rejects.toMatchObject(taken);
  await expect(control.changeApp(other.id, { clientId: app.clientId })).rejects.toMatchObject(taken);
  await control.changeApp(app.id, { appToken, clientId: app.clientId });
  expect((await control.state()).apps).toHaveLength(2);
  await simulator.stop();
});

test('nobody leaves a direct message, so a restart finds it again', async () => {
  const world = await testWorld({ stateDir });
  const { control, stop } = world.simulator;
  const kicked = control.kick(ACME, world.im, ADA);
  await expect(kicked).rejects.toMatchObject({ code: 'is_im', status: 409 });
  await stop();
  const revived = await startSimulator({ stateDir });
  expect(await revived.control.openIm(ACME, { user: ADA, appId: world.appId })).toEqual({
    channel: world.im,
  });
  await revived.stop();
});

test('what is refused changes nothing', async () => {
  const { simulator, appId, appToken } = await testWorld();
  const { control } = simulator;
  await expect(control.disconnect(appId, 'link_disabled', 'conn-none')).rejects.toThrow('conn-none');
  const { ws } = await openRaw(simulator.apiUrl, appToken);
  const other = await control.addApp({ name: 'Other' });
  await expect(control.install(ACME, other.id, { channels: ['C0NONE00001'] })).rejects.toThrow('C0NONE00001');
  const { workspaces, apps } = await control.state();
  expect(apps[0]).toMatchObject({ socketMode: true });
  expect(workspaces[0]?.apps.map((one) => one.appId)).toEqual([appId]);
  ws.terminate();
  await simulator.stop();
});
