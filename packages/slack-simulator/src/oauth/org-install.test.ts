import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { INITECH, LAB, MILTON, OFFICE, type OrgWorld, orgWorld, PETER } from '../testing/org-world.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA } from '../testing/world.ts';

let world: OrgWorld;
beforeEach(async () => {
  world = await orgWorld();
});
afterEach(() => world.simulator.stop());

describe('installing', () => {
  test('the consent page offers the whole organisation of an app that is ready for it', async () => {
    const { app, simulator } = world;
    const query = new URLSearchParams({ client_id: app.clientId, scope: 'chat:write' });
    const page = async () => (await fetch(`${simulator.authorizeUrl}?${query}`)).text();
    expect(await page()).toContain('The whole organisation Initech');
    await simulator.control.changeApp(app.id, { orgDeploy: false });
    expect(await page()).not.toContain('whole organisation');
    expect(await world.accept(`${INITECH}:${PETER}`)).toMatchObject({
      page: expect.stringContaining('invalid_team'),
    });
  });

  test('nobody from outside of the organisation can install for it', async () => {
    expect(await world.accept(`${INITECH}:${ADA}`)).toMatchObject({
      page: expect.stringContaining('invalid_team'),
    });
    expect(await world.accept(`${INITECH}:${PETER}`, { team: ACME })).toMatchObject({
      page: expect.stringContaining('invalid_team'),
    });
  });

  test('oauth.v2.access names the organisation and no workspace, and keeps bot and token', async () => {
    const { botToken, botUserId } = world;
    expect(await world.accept(`${INITECH}:${MILTON}`, { user_scope: 'users:read' })).toMatchObject({
      ok: true,
      access_token: botToken,
      bot_user_id: botUserId,
      team: null,
      enterprise: { id: INITECH, name: 'Initech' },
      is_enterprise_install: true,
      authed_user: { id: MILTON, access_token: expect.stringMatching(/^xoxp-/) },
    });
  });

  test('a workspace of an organisation installed by itself comes with both', async () => {
    expect(await world.accept(`${LAB}:${MILTON}`)).toMatchObject({
      team: { id: LAB, name: 'Lab' },
      enterprise: { id: INITECH, name: 'Initech' },
      is_enterprise_install: false,
    });
  });

  test('an installation of one workspace takes the place of the organisation’s there, and the other way round', async () => {
    const { simulator, appId, botToken } = world;
    const { botToken: own } = await simulator.control.install(LAB, appId);
    expect((await world.heard('team_access_revoked')).event.team_ids).toEqual([LAB]);
    expect(await world.call('auth.teams.list')).toMatchObject({ teams: [{ id: OFFICE }] });
    expect(await world.call('auth.test', {}, own)).toMatchObject({
      team_id: LAB,
      enterprise_id: INITECH,
      is_enterprise_install: false,
    });
    await simulator.control.setOrgAccess(INITECH, appId, LAB, true);
    expect(await world.call('auth.test', {}, own)).toMatchObject({ error: 'token_revoked' });
    expect(await world.call('users.list', { team_id: LAB }, botToken)).toMatchObject({ ok: true });
  });

  test('organisations, what they installed and where survive a restart', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
    try {
      const first = await orgWorld({ stateDir: folder });
      await first.simulator.control.setOrgAccess(INITECH, first.appId, LAB, false);
      const { enterprises } = await first.simulator.control.state();
      await first.simulator.stop();
      // Twice, for the first start reads what was written one by one, and the second its summary.
      for (let start = 0; start < 2; start += 1) {
        const revived = await startSimulator({ stateDir: folder });
        const state = await revived.control.state();
        expect(state.enterprises).toEqual(enterprises);
        expect(state.workspaces.find(({ id }) => id === OFFICE)?.enterprise).toBe(INITECH);
        expect(await api(revived.apiUrl, 'auth.teams.list', first.botToken)).toMatchObject({
          teams: [{ id: OFFICE, name: 'Office' }],
        });
        await revived.stop();
      }
      expect(enterprises).toMatchObject([{ id: INITECH, apps: [{ appId: first.appId, teams: [OFFICE] }] }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('rotation', () => {
  test('an organisation’s tokens expire, are refreshed, and can be exchanged for', async () => {
    const { simulator, app, botToken } = world;
    await simulator.control.changeApp(app.id, { tokenRotation: true });
    const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
    const organisation = { team: null, enterprise: { id: INITECH }, is_enterprise_install: true };
    const exchanged = await world.call('oauth.v2.exchange', { ...secrets, token: botToken }, '');
    expect(exchanged).toMatchObject({ ok: true, ...organisation });
    const accepted = await world.accept(`${INITECH}:${PETER}`, { user_scope: 'users:read' });
    expect(accepted).toMatchObject({
      access_token: expect.stringMatching(/^xoxe\.xoxb-1-/),
      refresh_token: expect.stringMatching(/^xoxe-1-/),
      ...organisation,
    });
    const { refresh_token } = accepted as { refresh_token: string };
    const refreshed = await world.call(
      'oauth.v2.access',
      { ...secrets, grant_type: 'refresh_token', refresh_token },
      '',
    );
    expect(refreshed).toMatchObject({ ok: true, token_type: 'bot', expires_in: 43_200, ...organisation });
    const token = String(refreshed.access_token);
    expect(await world.call('users.list', { team_id: LAB }, token)).toMatchObject({ ok: true });
    await simulator.control.revokeToken({ team: INITECH, appId: app.id });
    expect(await world.call('auth.test', {}, token)).toMatchObject({ error: 'token_revoked' });
  });
});

describe('the control API', () => {
  test('refuses what does not exist or belong together', async () => {
    const { control } = world.simulator;
    const { appId } = world;
    const refused = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code });
    await refused(control.addEnterprise({ id: INITECH, name: 'Again' }), 'id_taken');
    await refused(control.addWorkspace({ name: 'Lost', enterprise: 'E0NOWHERE01' }), 'unknown_enterprise');
    await refused(control.installOrg('E0NOWHERE01', appId), 'unknown_enterprise');
    await refused(control.installOrg(INITECH, appId, { teams: [ACME] }), 'not_in_enterprise');
    await refused(control.installOrg(INITECH, appId, { user: ADA }), 'unknown_user');
    await refused(control.setOrgAccess(INITECH, appId, ACME, true), 'not_in_enterprise');
    const { id } = await control.addEnterprise({ name: 'Empty' });
    await refused(control.installOrg(id, appId), 'nobody_there');
    await control.changeApp(appId, { orgDeploy: false });
    await refused(control.installOrg(INITECH, appId), 'not_org_ready');
  });

  test('removing an organisation’s app from one workspace only takes its access away', async () => {
    await world.simulator.control.uninstall(LAB, world.appId);
    expect((await world.heard('team_access_revoked')).event.team_ids).toEqual([LAB]);
    expect(await world.call('auth.test')).toMatchObject({ ok: true });
  });
});
