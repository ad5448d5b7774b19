import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '../testing/rotating-world.ts';
import { REDIRECT, type SignInWorld, signInWorld } from '../testing/sign-in-world.ts';
import { ACME, ADA, DAN, GLOBEX } from '../testing/world.ts';

let world: SignInWorld;
beforeEach(async () => {
  world = await signInWorld();
});
afterEach(() => world.simulator.stop());

test('the page asks who one is, for the offered workspace only, and a denial goes back with the state', async () => {
  const page = await (await fetch(world.address({ team: GLOBEX }))).text();
  for (const text of ['Sign in to Muster with Slack', 'Dan Okafor', 'openid', 'See your e-mail address'])
    expect(page).toContain(text);
  expect(page).not.toContain('Ada Byrne');
  const denied = await world.decide(world.address(), 'deny', `${ACME}:${ADA}`);
  expect(Object.fromEntries(denied)).toEqual({ error: 'access_denied', state: 's & t' });
});

test('wrong wishes get a page and never a redirect', async () => {
  const wrong = [
    [{ client_id: 'nobody' }, 'invalid_client_id'],
    [{ redirect_uri: 'http://evil.example/slack/oauth_redirect' }, 'bad_redirect_uri'],
    [{ scope: 'profile email' }, 'invalid_scope'],
    [{ scope: 'openid chat:write' }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ team: 'T0NOWHERE00' }, 'invalid_team'],
  ] as const;
  for (const [changes, error] of wrong) {
    const answer = await fetch(world.address(changes), { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(error);
  }
  const body = new URLSearchParams({ decision: 'allow', who: `${ACME}:${DAN}` });
  const nobody = await fetch(world.address(), { method: 'POST', redirect: 'manual', body });
  expect([nobody.status, nobody.headers.get('location')]).toEqual([400, null]);
});

test('an installation cannot ask for the scopes of a sign-in', async () => {
  const query = { client_id: world.app.clientId, scope: 'chat:write', user_scope: 'openid' };
  const answer = await fetch(`${world.simulator.authorizeUrl}?${new URLSearchParams(query)}`);
  expect(await answer.text()).toContain('invalid_scope');
});

test('a page of another origin cannot sign somebody in', async () => {
  const { hostname, port, pathname, search } = new URL(world.address());
  const status = await new Promise((resolve) => {
    const headers = { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request({ hostname, port, path: pathname + search, method: 'POST', headers });
    sent.on('response', (answer) => resolve(answer.resume().statusCode));
    sent.end(`decision=allow&who=${ACME}:${ADA}`);
  });
  expect(status).toBe(403);
});

test('a code is good once, for its app, with its address, by the method of its page', async () => {
  const code = await world.allow();
  expect((await world.exchange(code)).ok).toBe(true);
  expect((await world.exchange(code)).error).toBe('invalid_code');
  expect((await world.exchange('never-issued')).error).toBe('invalid_code');
  expect((await world.exchange(await world.allow(), { redirect_uri: `${REDIRECT}/x` })).error).toBe(
    'bad_redirect_uri',
  );
  expect((await world.exchange(await world.allow(), { client_secret: 'x' })).error).toBe('bad_client_secret');
  expect((await world.exchange(await world.allow(), { client_id: 'x' })).error).toBe('invalid_client_id');
  expect((await world.exchange(await world.allow(), { grant_type: 'password' })).error).toBe(
    'invalid_grant_type',
  );
  const other = await world.simulator.control.addApp({ redirectUrls: [REDIRECT] });
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  expect((await world.exchange(await world.allow(), others)).error).toBe('invalid_code');
  const late = await world.allow();
  world.clock.advance(600_000);
  expect((await world.exchange(late)).error).toBe('invalid_code');
  const install = { ...world.client, code: await world.allow(), redirect_uri: REDIRECT };
  expect((await world.call('oauth.v2.access', null, install)).error).toBe('oauth_authorization_url_mismatch');
});

test('a sign-in installs nothing, and its token does nothing else', async () => {
  const { access_token } = await world.exchange(await world.allow(world.address(), `${GLOBEX}:${DAN}`));
  expect(await world.call('auth.test', access_token)).toMatchObject({
    ok: true,
    user_id: DAN,
    team_id: GLOBEX,
  });
  expect((await world.call('users.list', access_token)).error).toBe('missing_scope');
  const { workspaces } = await world.simulator.control.state();
  expect(workspaces.find(({ id }) => id === GLOBEX)?.apps).toEqual([]);
  expect((await world.call('auth.revoke', access_token)).revoked).toBe(true);
  expect((await world.call('openid.connect.userInfo', access_token)).error).toBe('token_revoked');
});

test('userInfo takes tokens of sign-ins only', async () => {
  expect((await world.call('openid.connect.userInfo', world.botToken)).error).toBe('not_allowed_token_type');
  expect((await world.call('openid.connect.userInfo', null)).error).toBe('not_authed');
  const { access_token } = await world.exchange(await world.allow());
  await world.simulator.control.setActive(ACME, false);
  expect((await world.call('openid.connect.userInfo', access_token)).error).toBe('account_inactive');
});

test('tokens of a sign-in rotate, and are refreshed where they were given', async () => {
  await world.simulator.control.changeApp(world.appId, { tokenRotation: true });
  const first = await world.exchange(await world.allow());
  expect(first).toMatchObject({
    access_token: expect.stringMatching(/^xoxe\.xoxp-1-/),
    refresh_token: expect.stringMatching(/^xoxe-1-/),
    expires_in: 43_200,
  });
  world.clock.advance(43_200_000);
  expect((await world.call('openid.connect.userInfo', first.access_token)).error).toBe('token_expired');
  const grant = { ...world.client, grant_type: 'refresh_token', refresh_token: first.refresh_token };
  expect((await world.call('oauth.v2.access', null, grant)).error).toBe('invalid_refresh_token');
  const next = await world.call('openid.connect.token', null, grant);
  expect(next).toMatchObject({ ok: true, token_type: 'Bearer', expires_in: 43_200 });
  expect(await world.call('openid.connect.userInfo', next.access_token)).toMatchObject({ sub: ADA });
  expect((await world.call('openid.connect.token', null, grant)).error).toBe('invalid_refresh_token');
  const { refreshToken } = await world.simulator.control.install(ACME, world.appId);
  const bots = { ...grant, refresh_token: refreshToken };
  expect((await world.call('openid.connect.token', null, bots)).error).toBe('invalid_refresh_token');
  expect((await world.call('oauth.v2.access', null, bots)).ok).toBe(true);
});

test('signing in often ends none of the tokens that the app got otherwise', async () => {
  await world.simulator.control.changeApp(world.appId, { tokenRotation: true });
  const query = { client_id: world.app.clientId, user_scope: 'users:read', redirect_uri: REDIRECT };
  const install = `${world.simulator.authorizeUrl}?${new URLSearchParams(query)}`;
  const args = { ...world.client, code: await world.allow(install), redirect_uri: REDIRECT };
  const { authed_user } = await world.call('oauth.v2.access', null, args);
  for (let signIn = 0; signIn < 3; signIn += 1) await world.exchange(await world.allow());
  expect((await world.call('users.list', (authed_user as Json).access_token)).ok).toBe(true);
});

test('a client may show its secret as HTTP Basic credentials', async () => {
  const basic = Buffer.from(`${world.app.clientId}:${world.app.clientSecret}`).toString('base64');
  const answer = await fetch(`${world.simulator.apiUrl}openid.connect.token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ code: await world.allow(), redirect_uri: REDIRECT }),
  });
  expect(await answer.json()).toMatchObject({ ok: true, token_type: 'Bearer' });
});
