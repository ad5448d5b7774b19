import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { startSimulator } from '../start-simulator.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

const SCOPES = [
  'users:read',
  'users:read.email',
  'users.profile:read',
  'users:write',
  'channels:read',
  'groups:read',
];

let stateDir: string;
let world: TestWorld;
let reader: SimInstalled;
beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  world = await testWorld({ stateDir });
  const app = await world.simulator.control.addApp({ name: 'Reader', scopes: SCOPES, events: [] });
  reader = await world.simulator.control.install(ACME, app.id, { channels: [GENERAL] });
});
afterEach(async () => {
  await world.simulator.stop();
  rmSync(stateDir, { recursive: true });
});

const call = (method: string, args = {}, token = reader.botToken) =>
  api(world.simulator.apiUrl, `users.${method}`, token, args);

test('finds a person by their address, in this workspace only', async () => {
  const found = await call('lookupByEmail', { email: 'Ada@acme.example' });
  expect(found.user).toMatchObject({ id: ADA, profile: { email: 'ada@acme.example' } });
  const errors = await Promise.all([
    call('lookupByEmail', { email: 'dan@globex.example' }),
    call('lookupByEmail', { email: 'reader@acme.example' }),
    call('lookupByEmail'),
    call('lookupByEmail', { email: 'ada@acme.example' }, world.botToken),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'users_not_found',
    'users_not_found',
    'users_not_found',
    'missing_scope',
  ]);
});

test('an address is seen only with the scope for it, and bots have none', async () => {
  const emails = async (token: string) => {
    const { members } = await call('list', {}, token);
    return (members as { profile: { email?: string } }[]).map(({ profile }) => profile.email);
  };
  expect(await emails(world.botToken)).toEqual(Array(5).fill(undefined));
  expect(await emails(reader.botToken)).toEqual([
    'ada@acme.example',
    'ben@acme.example',
    'chloe@acme.example',
    undefined,
    undefined,
  ]);
});

test('gives the profile of a person, and one’s own without asking for anybody', async () => {
  expect((await call('profile.get', { user: BEN })).profile).toMatchObject({
    real_name: 'Ben Ito',
    first_name: 'Ben',
    display_name: 'ben',
    email: 'ben@acme.example',
  });
  expect((await call('profile.get')).profile).toMatchObject({ real_name: 'Reader' });
  expect((await call('profile.get', { user: 'U0GLOBEXDAN' })).error).toBe('user_not_found');
});

test('who sets themselves away is away, also after a restart, until they are back', async () => {
  expect(await call('getPresence')).toMatchObject({ presence: 'active', manual_away: false, online: true });
  expect(await call('setPresence', { presence: 'away' })).toEqual({ ok: true });
  expect((await call('setPresence', { presence: 'asleep' })).error).toBe('invalid_presence');
  const asked = { user: reader.botUserId };
  await world.simulator.stop();
  const revived = await startSimulator({ stateDir });
  expect(await api(revived.apiUrl, 'users.getPresence', world.botToken, asked)).toEqual({
    ok: true,
    presence: 'away',
  });
  await api(revived.apiUrl, 'users.setPresence', reader.botToken, { presence: 'auto' });
  expect(await api(revived.apiUrl, 'users.getPresence', world.botToken, asked)).toMatchObject({
    presence: 'active',
  });
  await revived.stop();
});

test('lists where somebody is, but of private channels only those that the caller is in', async () => {
  const { control } = world.simulator;
  const names = async (args = {}) => {
    const { channels } = await call('conversations', { types: 'public_channel,private_channel', ...args });
    return (channels as { name: string }[]).map(({ name }) => name);
  };
  expect(await names()).toEqual(['general']);
  expect(await names({ user: ADA })).toEqual(['general', 'daily']);
  await control.invite(ACME, LEADS, reader.botUserId);
  expect(await names({ user: ADA })).toEqual(['general', 'daily', 'leads']);
  expect(await names({ user: BEN })).toEqual(['general', 'daily']);
  await control.archiveChannel(ACME, DAILY, true);
  expect(await names({ user: BEN, exclude_archived: true })).toEqual(['general']);
  expect((await call('conversations', { types: 'im' })).error).toBe('missing_scope');
  expect((await call('conversations', { user: 'U0GLOBEXDAN' })).error).toBe('user_not_found');
});
