import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, LEADS } from '../testing/world.ts';

const SCOPES = [
  'chat:write',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'channels:join',
  'channels:write',
  'users:read',
  'team:read',
];

let stage: Stage;
let installed: SimInstalled;
let web: WebClient;
beforeEach(async () => {
  stage = await startStage();
  installed = await stage.install({ name: 'Muster', scopes: SCOPES, events: [] });
  web = stage.web(installed.botToken);
});
afterEach(() => stage.end());

test('auth.test, team.info and bots.info say who one is and where', async () => {
  const me = await web.auth.test();
  expect(me).toMatchObject({
    team: 'Acme',
    team_id: ACME,
    user: 'muster',
    user_id: installed.botUserId,
    bot_id: installed.botId,
    is_enterprise_install: false,
  });
  expect(me.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/workspaces\/acme\/$/);
  expect((await web.team.info()).team).toMatchObject({ id: ACME, name: 'Acme', domain: 'acme' });
  const { bot } = await web.bots.info({ bot: installed.botId });
  expect(bot).toMatchObject({
    id: installed.botId,
    app_id: installed.appId,
    user_id: installed.botUserId,
    name: 'Muster',
    deleted: false,
  });
});

test('api.test sends back what it was given, and fails when it is told to', async () => {
  expect(await web.apiCall('api.test', { foo: 'bar' })).toMatchObject({ args: { foo: 'bar' } });
  await expect(web.api.test({ error: 'my_error' })).rejects.toMatchObject({ data: { error: 'my_error' } });
});

test('users.info tells a person from a bot', async () => {
  expect((await web.users.info({ user: ADA })).user).toMatchObject({
    id: ADA,
    team_id: ACME,
    real_name: 'Ada Byrne',
    tz: 'Europe/London',
    is_bot: false,
    deleted: false,
    profile: { real_name: 'Ada Byrne' },
  });
  expect((await web.users.info({ user: installed.botUserId })).user).toMatchObject({ is_bot: true });
  await expect(web.users.info({ user: 'U0NOBODY' })).rejects.toMatchObject({
    data: { error: 'user_not_found' },
  });
});

test('conversations.info tells the kinds of channels apart, and hides private ones', async () => {
  const { channel } = await web.conversations.info({ channel: GENERAL });
  expect(channel).toMatchObject({ name: 'general', is_channel: true, is_member: true, is_private: false });
  await expect(web.conversations.info({ channel: LEADS })).rejects.toMatchObject({
    data: { error: 'channel_not_found' },
  });
  await stage.control.invite(ACME, LEADS, installed.botUserId);
  const { channel: leads } = await web.conversations.info({ channel: LEADS });
  expect(leads).toMatchObject({ name: 'leads', is_private: true, is_member: true });
});

test('conversations.open gives the same direct message each time', async () => {
  const first = await web.conversations.open({ users: BEN });
  const second = await web.conversations.open({ users: BEN });
  expect(first.channel?.id).toMatch(/^D/);
  expect(second.channel?.id).toBe(first.channel?.id);
  const { channel } = await web.conversations.info({ channel: first.channel?.id ?? '' });
  expect(channel).toMatchObject({ is_im: true, user: BEN });
  await expect(web.conversations.open({ users: 'U0NOBODY' })).rejects.toMatchObject({
    data: { error: 'user_not_found' },
  });
});

test('a bot joins a public channel, writes there and leaves it', async () => {
  await web.conversations.join({ channel: DAILY });
  expect((await web.chat.postMessage({ channel: DAILY, text: 'hello' })).ok).toBe(true);
  expect((await web.conversations.members({ channel: DAILY })).members).toContain(installed.botUserId);
  await web.conversations.leave({ channel: DAILY });
  await expect(web.chat.postMessage({ channel: DAILY, text: 'x' })).rejects.toMatchObject({
    data: { error: 'not_in_channel' },
  });
});

test('conversations.list gives the kinds that were asked for, without archived ones', async () => {
  await stage.control.archiveChannel(ACME, DAILY, true);
  await stage.control.invite(ACME, LEADS, installed.botUserId);
  const list = async (types: string) => {
    const { channels } = await web.conversations.list({ types, exclude_archived: true });
    return channels?.map(({ name, is_im }) => (is_im ? 'im' : name));
  };
  expect(await list('public_channel')).toEqual(['general']);
  expect(await list('public_channel,private_channel')).toEqual(['general', 'leads']);
  expect(await list('im')).toEqual(['im']);
  await expect(list('secret_channel')).rejects.toMatchObject({ data: { error: 'invalid_types' } });
});
