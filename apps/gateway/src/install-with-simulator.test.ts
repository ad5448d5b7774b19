import { randomBytes } from 'node:crypto';
import type { AppView, WorkspaceList, WorkspaceView } from '@muster/api';
import { freePort } from '@muster/embedded';
import { createTestDatabase, type TestDatabase, testServices } from '@muster/embedded/testing';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { newKey } from '@muster/store';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startGateway } from './app.ts';
import { readGatewayConfig } from './config.ts';
import { openVisitor, type Visitor } from './testing/visitor.ts';

const OPERATOR_TOKEN = 'operator-token-for-tests';

let simulator: Simulator;
let database: TestDatabase;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let publicUrl: string;
let teams: { id: string; name: string; url: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' });
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  const app = await simulator.control.addApp({
    name: 'Muster',
    redirectUrls: [`${publicUrl}/slack/oauth_redirect`],
  });
  teams = (await simulator.control.state()).workspaces.map(({ id, name, url }) => ({ id, name, url }));
  gateway = await startGateway(
    readGatewayConfig({
      DATABASE_URL: database.url,
      REDIS_URL: testServices().redisUrl,
      MUSTER_REDIS_PREFIX: `test:${randomBytes(4).toString('hex')}`,
      MUSTER_KEYS: newKey('k1'),
      MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
      SLACK_CLIENT_ID: app.clientId,
      SLACK_CLIENT_SECRET: app.clientSecret,
      SLACK_APP_TOKEN: app.appToken,
      SLACK_API_URL: simulator.apiUrl,
      SLACK_AUTHORIZE_URL: simulator.authorizeUrl,
      PUBLIC_URL: publicUrl,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    }),
    '/nowhere',
  );
  await vi.waitFor(async () => expect((await fetch(`${publicUrl}/readyz`)).status).toBe(200), {
    timeout: 30_000,
  });
});
afterAll(async () => {
  await gateway.stop();
  await simulator.stop();
  await database.drop();
});

async function api<Answer>(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Answer }> {
  const response = await fetch(`${publicUrl}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${OPERATOR_TOKEN}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return {
    status: response.status,
    json: (response.status === 204 ? null : await response.json()) as Answer,
  };
}

async function workspaces(): Promise<readonly WorkspaceView[]> {
  return (await api<WorkspaceList>('GET', '/workspaces')).json.items;
}

/** Asks to install, and decides on Slack's page. Gives the address that Slack sends the browser back to. */
async function decide(visitor: Visitor, decision: 'allow' | 'deny', teamIndex = 0, path = '/slack/install') {
  const asked = await visitor.get(`${publicUrl}${path}`);
  const authorize = asked.headers.get('location') ?? '';
  const team = teams[teamIndex]?.id ?? '';
  const { workspaces: all } = await simulator.control.state();
  const person = all.find(({ id }) => id === team)?.people[0]?.id;
  const decided = await visitor.post(authorize, { decision, who: `${team}:${person}` });
  return decided.headers.get('location') ?? '';
}

async function install(teamIndex = 0, path = '/slack/install') {
  const visitor = openVisitor();
  return visitor.get(await decide(visitor, 'allow', teamIndex, path));
}

describe('installing from a local Slack', () => {
  it('lands in the workspace, which is connected then', async () => {
    const answer = await install(0);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, teams[0]?.url]);
    expect(await workspaces()).toMatchObject([
      { teamId: teams[0]?.id, teamName: teams[0]?.name, status: 'active', url: teams[0]?.url },
    ]);
  });

  it('says that the workspace was connected already, and keeps one entry for it', async () => {
    const answer = await install(0);
    expect(answer.status).toBe(200);
    expect((await answer.text()).toLowerCase()).toContain('already connected, refreshed');
    expect(await workspaces()).toHaveLength(1);
  });

  it('explains a denial', async () => {
    const visitor = openVisitor();
    const answer = await visitor.get(await decide(visitor, 'deny', 1));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('The bot was not added');
    expect(await workspaces()).toHaveLength(1);
  });

  it('refuses another browser, and then still serves the one that began', async () => {
    const visitor = openVisitor();
    const back = await decide(visitor, 'allow', 1);
    expect((await openVisitor().get(back)).status).toBe(401);
    expect(await workspaces()).toHaveLength(1);
    expect((await visitor.get(back)).status).toBe(302);
    expect((await visitor.get(back)).status).toBe(401);
    expect(await workspaces()).toHaveLength(2);
  });

  it('refuses a code that was used', async () => {
    const visitor = openVisitor();
    const used = new URL(await decide(visitor, 'allow', 1));
    await visitor.get(used.href);
    const fresh = new URL(await decide(visitor, 'allow', 1));
    fresh.searchParams.set('code', used.searchParams.get('code') ?? '');
    const answer = await visitor.get(fresh.href);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('invalid_code');
  });

  it.each(['oauth.v2.access', 'auth.test'])(
    'answers 502 while %s fails, and works right after',
    async (method) => {
      await remove(1);
      await simulator.control.addFault({ method, kind: '500', times: 1 });
      expect((await install(1)).status).toBe(502);
      expect((await workspaces()).find(({ teamId }) => teamId === teams[1]?.id)?.status).toBe('removed');
      expect((await install(1)).status).toBe(302);
      await simulator.control.clearFaults();
    },
  );

  it('removes a workspace: its token is dead at Slack, and it can be added again under its old id', async () => {
    const before = await remove(1);
    const { calls } = await simulator.control.record();
    expect(calls.at(-1)).toMatchObject({ method: 'auth.revoke', team: teams[1]?.id, ok: true });
    expect((await install(1)).status).toBe(302);
    expect((await workspaces()).find(({ teamId }) => teamId === teams[1]?.id)).toMatchObject({
      id: before,
      status: 'active',
      removedReason: null,
    });
  });

  async function remove(teamIndex: number): Promise<string> {
    const found = (await workspaces()).find(({ teamId }) => teamId === teams[teamIndex]?.id);
    expect((await api('DELETE', `/workspaces/${found?.id}`)).status).toBe(204);
    return found?.id ?? '';
  }
});

describe('an own app', () => {
  it('is checked at Slack, registered, and installed beside the shared one', async () => {
    const made = await simulator.control.addApp({
      name: 'Own',
      redirectUrls: [`${publicUrl}/slack/oauth_redirect`],
    });
    const own = {
      name: 'Own',
      clientId: made.clientId,
      clientSecret: made.clientSecret,
      appToken: made.appToken,
    };
    const refused = [
      [{ ...own, clientSecret: 'wrong' }, 'client_secret_refused'],
      [{ ...own, clientId: '1.999' }, 'client_id_refused'],
      [{ ...own, appToken: `${own.appToken}0` }, 'app_token_refused'],
    ] as const;
    for (const [app, code] of refused)
      expect(await api('POST', '/apps', app)).toMatchObject({ status: 422, json: { error: { code } } });
    const { status, json } = await api<AppView>('POST', '/apps', own);
    expect([status, json.kind, json.token.state]).toEqual([201, 'own', 'accepted']);
    const answer = await install(0, `/slack/install?app=${json.id}`);
    expect(answer.status).toBe(302);
    const there = (await workspaces()).filter(({ teamId }) => teamId === teams[0]?.id);
    expect(there.map(({ appKind }) => appKind).sort()).toEqual(['own', 'shared']);
  });
});

describe('a whole organisation', () => {
  it('is connected as one entry without a workspace of its own', async () => {
    const { control } = simulator;
    const { id: enterprise } = await control.addEnterprise({ name: 'Initech', domain: 'initech' });
    const people = [{ id: 'U0INIPETER1', name: 'peter' }];
    for (const name of ['Office', 'Lab']) await control.addWorkspace({ name, enterprise, people });
    const visitor = openVisitor();
    const asked = await visitor.get(`${publicUrl}/slack/install`);
    const decided = await visitor.post(asked.headers.get('location') ?? '', {
      decision: 'allow',
      who: `${enterprise}:U0INIPETER1`,
    });
    const answer = await visitor.get(decided.headers.get('location') ?? '');
    expect(answer.status).toBe(302);
    const connected = (await workspaces()).filter(({ teamName }) => teamName === 'Initech');
    expect(connected).toMatchObject([{ teamId: null, enterpriseId: enterprise, status: 'active' }]);
  });
});
