import type { AppView } from '@muster/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AS_OPERATOR,
  allowInstall,
  beginInstall,
  comeBack,
  type GatewayBench,
  openBench,
  SHARED_APP,
} from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
  bench.slack.clients.set('2.2', 'own-secret');
  bench.slack.appTokens.add('xapp-1-AOWN-2-ff');
});
afterAll(() => bench.close());

const OWN = { name: 'Own bot', clientId: '2.2', clientSecret: 'own-secret', appToken: 'xapp-1-AOWN-2-ff' };

function register(app: object) {
  return bench.server.inject({ method: 'POST', url: '/api/v1/apps', headers: AS_OPERATOR, payload: app });
}

async function list(): Promise<AppView[]> {
  const answer = await bench.server.inject({ url: '/api/v1/apps', headers: AS_OPERATOR });
  return answer.json<{ items: AppView[] }>().items;
}

describe('registering an own app', () => {
  it('begins at Slack, where the app is made from the manifest', async () => {
    const answer = await bench.server.inject({ url: '/api/v1/apps', headers: AS_OPERATOR });
    const url = new URL(answer.json<{ newAppUrl: string }>().newAppUrl);
    expect(`${url.origin}${url.pathname}`).toBe('https://api.slack.com/apps');
    const manifest = await bench.server.inject({ url: '/api/v1/apps/manifest', headers: AS_OPERATOR });
    expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(manifest.json());
  });

  it('refuses what Slack refuses, and saves nothing', async () => {
    const cases: [object, string][] = [
      [{ ...OWN, appToken: 'xapp-1-AOWN-2-00' }, 'app_token_refused'],
      [{ ...OWN, clientSecret: 'wrong' }, 'client_secret_refused'],
      [{ ...OWN, clientId: '9.9' }, 'client_id_refused'],
    ];
    for (const [app, code] of cases) {
      const answer = await register(app);
      expect([answer.statusCode, answer.json()]).toMatchObject([422, { error: { code } }]);
    }
    expect((await list()).map(({ id }) => id)).toEqual([SHARED_APP]);
  });

  it('refuses what has the wrong form, naming the field, before Slack is asked', async () => {
    bench.slack.trouble = 'away';
    for (const [field, value] of [
      ['appToken', 'xoxb-1'],
      ['clientId', 'a b'],
      ['clientSecret', ''],
      ['name', '   '],
    ]) {
      const answer = await register({ ...OWN, [String(field)]: value });
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ error: { message: string } }>().error.message).toContain(field);
    }
    bench.slack.trouble = 'none';
  });

  it('saves nothing while Slack does not answer', async () => {
    bench.slack.trouble = 'away';
    expect((await register(OWN)).statusCode).toBe(502);
    bench.slack.trouble = 'busy';
    const busy = await register(OWN);
    expect([busy.statusCode, busy.headers['retry-after']]).toEqual([503, '30']);
    bench.slack.trouble = 'none';
    expect(await list()).toHaveLength(1);
  });

  it('saves it with sealed secrets and shows how to install it', async () => {
    const answer = await register(OWN);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      id: 'AOWN',
      kind: 'own',
      name: 'Own bot',
      clientId: '2.2',
      token: { state: 'accepted' },
      workspaces: 0,
      installUrl: 'http://localhost:3000/slack/install?app=AOWN',
      slots: [{ slot: 'AOWN#0', reason: 'No socket worker is running' }, { slot: 'AOWN#1' }],
    });
    expect(answer.body).not.toContain('own-secret');
    expect(answer.body).not.toContain('xapp-');
    expect(await bench.store.apps.secrets('AOWN')).toEqual({
      clientSecret: 'own-secret',
      appToken: 'xapp-1-AOWN-2-ff',
    });
  });

  it('says of an app that has left everywhere that it waits for a workspace', async () => {
    const { id } = await bench.store.installations.save({
      appId: 'AOWN',
      enterpriseId: null,
      teamId: 'T9',
      teamName: 'Left',
      teamDomain: 'left',
      url: 'https://left.slack.com/',
      isEnterpriseInstall: false,
      botUserId: 'UBOT',
      botId: 'B1',
      scopes: ['chat:write'],
      botToken: 'xoxb-left',
      installedBy: 'U1',
    });
    await bench.store.installations.remove(id, { actor: 'U1', reason: 'asked' });
    const left = (await list()).find((app) => app.id === 'AOWN');
    expect(left?.slots[0]?.reason).toBe('Connects once the app is in a workspace again');
  });

  it('replaces the secrets of an app that is registered already', async () => {
    bench.slack.appTokens.add('xapp-1-AOWN-3-aa');
    const answer = await register({ ...OWN, name: 'Renamed', appToken: 'xapp-1-AOWN-3-aa' });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { id: 'AOWN', name: 'Renamed' }]);
    expect((await bench.store.apps.secrets('AOWN'))?.appToken).toBe('xapp-1-AOWN-3-aa');
  });

  it('refuses the shared app, and a client id that another app has', async () => {
    bench.slack.appTokens.add('xapp-1-AOTHER-2-ff');
    const shared = await register({ ...OWN, appToken: `xapp-1-${SHARED_APP}-1-abc` });
    expect([shared.statusCode, shared.json()]).toMatchObject([409, { error: { code: 'shared_app' } }]);
    const taken = await register({ ...OWN, appToken: 'xapp-1-AOTHER-2-ff' });
    expect([taken.statusCode, taken.json()]).toMatchObject([409, { error: { code: 'client_id_taken' } }]);
  });

  it('installs under its own client id, beside the shared app in the same workspace', async () => {
    const { state, cookie, location } = await beginInstall(bench.server, '/slack/install?app=AOWN');
    expect(location.searchParams.get('client_id')).toBe('2.2');
    allowInstall(bench.slack, 'own', { appId: 'AOWN', teamId: 'TBOTH' });
    expect((await comeBack(bench.server, { code: 'own', state }, cookie)).statusCode).toBe(302);
    allowInstall(bench.slack, 'shared', { teamId: 'TBOTH' });
    const shared = await beginInstall(bench.server);
    await comeBack(bench.server, { code: 'shared', state: shared.state }, shared.cookie);
    const both = (await bench.store.installations.list()).filter(({ teamId }) => teamId === 'TBOTH');
    expect(both.map(({ appId }) => appId).sort()).toEqual(['AOWN', SHARED_APP].sort());
    expect((await list()).find(({ id }) => id === 'AOWN')?.workspaces).toBe(1);
  });

  it('hands out the manifest for this address', async () => {
    const answer = await bench.server.inject({ url: '/api/v1/apps/manifest', headers: AS_OPERATOR });
    expect(answer.json()).toMatchObject({
      oauth_config: { redirect_urls: ['http://localhost:3000/slack/oauth_redirect'] },
    });
  });
});
