import { systemClock } from '@muster/process';
import { newKey, openStore } from '@muster/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
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
});
afterAll(() => bench.close());

describe('GET /slack/install', () => {
  it('leads to Slack with every scope, a fresh state and a cookie for this browser', async () => {
    const first = await beginInstall(bench.server);
    const second = await beginInstall(bench.server);
    expect(first.location.origin + first.location.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(first.location.searchParams.get('client_id')).toBe('1.1');
    expect(first.location.searchParams.get('redirect_uri')).toBe(
      'http://localhost:3000/slack/oauth_redirect',
    );
    expect(first.location.searchParams.get('scope')).toContain('app_mentions:read,channels:history');
    expect(first.state).toMatch(/^[\w-]{43}$/);
    expect(second.state).not.toBe(first.state);
    expect(second.cookie).not.toBe(first.cookie);
  });

  it('binds with a lax cookie that scripts cannot read', async () => {
    const answer = await bench.server.inject('/slack/install');
    expect(answer.cookies[0]).toMatchObject({
      name: 'muster_install',
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 600,
    });
    expect(answer.cookies[0]?.secure).toBeUndefined();
  });

  it('uses a __Host- cookie that is Secure when the public address is HTTPS', async () => {
    const secure = await openBench({ environment: { PUBLIC_URL: 'https://muster.example.com' } });
    const answer = await secure.server.inject('/slack/install');
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-muster_install', secure: true, path: '/' });
    expect(answer.headers['strict-transport-security']).toContain('max-age=');
    await secure.close();
  });

  it('keeps one cookie per browser, so that two tabs can install at once', async () => {
    const one = await beginInstall(bench.server);
    const other = await beginInstall(bench.server, '/slack/install', one.cookie);
    expect(other.cookie).toBe(one.cookie);
    allowInstall(bench.slack, 'tab-1', { teamId: 'TTABS' });
    const answer = await comeBack(bench.server, { code: 'tab-1', state: one.state }, one.cookie);
    expect(answer.statusCode).toBe(302);
  });

  it('says so when there is no such app', async () => {
    for (const url of [
      '/slack/install?app=ANONE',
      '/slack/install?app=%3Cscript%3E',
      '/slack/install?app=%00',
    ]) {
      const answer = await bench.server.inject(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).not.toContain('<script>');
    }
  });

  it('moves a browser that came by another loopback name under the public one, once', async () => {
    const moved = await bench.server.inject({
      url: '/slack/install?app=ASHARED',
      headers: { host: '127.0.0.1:3000', 'sec-fetch-mode': 'navigate' },
    });
    expect(moved.headers.location).toBe('http://localhost:3000/slack/install?app=ASHARED&moved=1');
    const again = await bench.server.inject({
      url: '/slack/install?app=ASHARED&moved=1',
      headers: { host: '127.0.0.1:3000', 'sec-fetch-mode': 'navigate' },
    });
    expect(String(again.headers.location)).toContain('https://slack.com/');
  });
});

describe('when the stored secrets cannot be used', () => {
  it('answers with a page and saves nothing when a sealed secret was moved from another row', async () => {
    const moved = await openBench();
    await moved.store.apps.save({
      id: 'AOWN',
      kind: 'own',
      name: 'Own',
      clientId: '2.2',
      clientSecret: 'other',
      slots: 2,
    });
    await moved.query(
      'UPDATE apps SET client_secret_sealed = (SELECT client_secret_sealed FROM apps WHERE id = $1) WHERE id = $2',
      ['AOWN', SHARED_APP],
    );
    allowInstall(moved.slack, 'sealed');
    const { state, cookie } = await beginInstall(moved.server);
    const answer = await comeBack(moved.server, { code: 'sealed', state }, cookie);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('MUSTER_KEYS');
    expect(answer.headers['content-type']).toContain('text/html');
    expect(await moved.store.installations.list()).toEqual([]);
    expect(moved.slack.codes.has('sealed')).toBe(true);
    await moved.close();
  });

  it('answers 503 with a page while Postgres is away', async () => {
    const keyText = newKey('k1');
    const away = await openBench({ environment: { MUSTER_KEYS: keyText } });
    const noStore = openStore({
      databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
      keys: away.config.keys,
      clock: systemClock,
      log: away.log,
      processId: 'gateway-test',
    });
    const broken = await openBench({ parts: { store: noStore } });
    for (const url of ['/slack/install', '/slack/oauth_redirect?code=a&state=b']) {
      const answer = await broken.server.inject(url);
      expect(answer.statusCode).toBe(503);
      expect(answer.body).toContain('Try again');
    }
    await Promise.all([broken.close(), away.close(), noStore.close()]);
  });
});
