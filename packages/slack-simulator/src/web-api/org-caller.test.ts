import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  INITECH,
  LAB,
  LAB_GENERAL,
  MILTON,
  OFFICE,
  OFFICE_GENERAL,
  type OrgWorld,
  orgWorld,
  PETER,
} from '../testing/org-world.ts';
import { ACME, DAN, GENERAL, GLOBEX } from '../testing/world.ts';

let world: OrgWorld;
beforeEach(async () => {
  world = await orgWorld();
});
afterEach(() => world.simulator.stop());

test('auth.test tells of the organisation and of no workspace', async () => {
  expect(await world.call('auth.test')).toMatchObject({
    ok: true,
    team: 'Initech',
    team_id: INITECH,
    enterprise_id: INITECH,
    user: 'muster',
    user_id: world.botUserId,
    bot_id: expect.stringMatching(/^B/),
    is_enterprise_install: true,
  });
});

test('auth.teams.list gives the granted workspaces page by page', async () => {
  const first = await world.call('auth.teams.list', { limit: 1 });
  expect(first.teams).toEqual([{ id: OFFICE, name: 'Office' }]);
  const { next_cursor } = first.response_metadata as { next_cursor: string };
  const second = await world.call('auth.teams.list', { limit: 1, cursor: next_cursor });
  expect(second).toMatchObject({
    teams: [{ id: LAB, name: 'Lab' }],
    response_metadata: { next_cursor: '' },
  });
});

test('auth.teams.list gives a workspace’s own token that workspace', async () => {
  const { control } = world.simulator;
  const { id } = await control.addApp({ name: 'Other' });
  const { botToken } = await control.install(ACME, id);
  expect(await world.call('auth.teams.list', {}, botToken)).toMatchObject({ teams: [{ id: ACME }] });
});

describe('which workspace a call is about', () => {
  test('is asked for where nothing else tells', async () => {
    for (const method of ['conversations.list', 'users.list', 'team.info'])
      expect(await world.call(method)).toMatchObject({ ok: false, error: 'missing_argument' });
    const scopes = { scopes: ['channels:read', 'users:read', 'team:read'] };
    await world.simulator.control.installOrg(INITECH, world.appId, scopes);
    expect(await world.call('conversations.list', { team_id: LAB })).toMatchObject({
      channels: [{ id: LAB_GENERAL, context_team_id: LAB }],
    });
    expect(await world.call('team.info', { team: OFFICE })).toMatchObject({
      team: { id: OFFICE, enterprise_id: INITECH, enterprise_name: 'Initech', enterprise_domain: 'initech' },
    });
  });

  test('is that of the channel or the person', async () => {
    for (const channel of [OFFICE_GENERAL, LAB_GENERAL])
      expect(await world.call('chat.postMessage', { channel, text: 'hi' })).toMatchObject({
        ok: true,
        channel,
      });
    expect(await world.call('users.info', { user: MILTON })).toMatchObject({
      user: {
        team_id: LAB,
        enterprise_user: { id: MILTON, enterprise_id: INITECH, enterprise_name: 'Initech', teams: [LAB] },
      },
    });
    expect(await world.call('users.info', { user: PETER })).toMatchObject({
      user: { enterprise_user: { teams: [OFFICE, LAB] } },
    });
  });

  test('is the one that a stranger is met in', async () => {
    const { control } = world.simulator;
    await control.shareChannel(LAB, LAB_GENERAL, GLOBEX);
    expect(await world.call('users.info', { user: DAN })).toMatchObject({
      user: { id: DAN, team_id: GLOBEX, is_stranger: false },
    });
    await control.setOrgAccess(INITECH, world.appId, LAB, false);
    expect(await world.call('users.info', { user: DAN })).toMatchObject({ error: 'team_access_not_granted' });
  });

  test('is refused when the app may not use it, and when it is none of the organisation’s', async () => {
    const { control } = world.simulator;
    await control.setOrgAccess(INITECH, world.appId, LAB, false);
    const refused = { ok: false, error: 'team_access_not_granted' };
    expect(await world.call('users.list', { team_id: LAB })).toMatchObject(refused);
    expect(await world.call('users.list', { team_id: ACME })).toMatchObject(refused);
    expect(await world.call('chat.postMessage', { channel: LAB_GENERAL, text: 'hi' })).toMatchObject(refused);
    expect(await world.call('chat.postMessage', { channel: GENERAL, text: 'hi' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await world.call('chat.postMessage', { channel: OFFICE_GENERAL, text: 'hi' })).toMatchObject({
      ok: true,
    });
    await control.setOrgAccess(INITECH, world.appId, OFFICE, false);
    expect(await world.call('chat.postMessage', { channel: OFFICE_GENERAL, text: 'hi' })).toMatchObject(
      refused,
    );
    expect(await world.call('auth.test')).toMatchObject({ ok: true });
  });

  test('is that of the trigger, for a modal that answers a command', async () => {
    const { control } = world.simulator;
    await control.changeApp(world.appId, { slashCommands: [{ command: '/tea', description: 'Tea' }] });
    await control.slash(LAB, {
      appId: world.appId,
      user: PETER,
      channel: LAB_GENERAL,
      command: '/tea',
      text: '',
    });
    const { payload } = await world.client.frame('slash_commands');
    expect(payload).toMatchObject({
      team_id: LAB,
      enterprise_id: INITECH,
      enterprise_name: 'Initech',
      is_enterprise_install: 'true',
    });
    const title = { type: 'plain_text', text: 'Tea' };
    const view = { type: 'modal', title, blocks: [] };
    expect(await world.call('views.open', { trigger_id: payload?.trigger_id, view })).toMatchObject({
      ok: true,
      view: { team_id: LAB },
    });
    expect(await control.views(LAB, PETER)).toHaveLength(1);
  });

  test('is written in the record', async () => {
    await world.call('chat.postMessage', { channel: LAB_GENERAL, text: 'hi' });
    const { calls } = await world.simulator.control.record();
    expect(calls.at(-1)).toMatchObject({ method: 'chat.postMessage', team: LAB });
  });
});

test('what people press comes with the organisation', async () => {
  const { control } = world.simulator;
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [button] }];
  const { ts } = await world.call('chat.postMessage', { channel: LAB_GENERAL, text: 'go', blocks });
  const surface = { type: 'message', channel: LAB_GENERAL, ts: String(ts) } as const;
  await control.act(LAB, { user: PETER, surface, actionId: 'go' });
  expect((await world.client.frame('interactive')).payload).toMatchObject({
    team: { id: LAB, enterprise_id: INITECH, enterprise_name: 'Initech' },
    enterprise: { id: INITECH, name: 'Initech' },
    is_enterprise_install: true,
  });
});

test('auth.revoke ends the organisation’s token, apps.uninstall the whole installation', async () => {
  const { app, botUserId } = world;
  expect(await world.call('auth.revoke', { test: true })).toMatchObject({ revoked: false });
  expect(await world.call('auth.revoke')).toMatchObject({ revoked: true });
  expect((await world.heard('tokens_revoked')).event.tokens).toEqual({ oauth: [], bot: [botUserId] });
  expect(await world.call('auth.test')).toMatchObject({ error: 'token_revoked' });
  const { botToken } = await world.simulator.control.installOrg(INITECH, app.id);
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  expect(await world.call('apps.uninstall', secrets, botToken)).toMatchObject({ ok: true });
  await world.heard('app_uninstalled');
  expect(await world.call('auth.test', {}, botToken)).toMatchObject({ error: 'account_inactive' });
});
