import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, DAN, GLOBEX, type TestWorld, testWorld } from '../testing/world.ts';

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';

type Json = Record<string, unknown>;

let world: TestWorld;
let clock: ManualClock;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const client = () => ({ client_id: world.app.clientId, client_secret: world.app.clientSecret });
const call = (method: string, token: unknown, args: Json = {}) =>
  api(world.simulator.apiUrl, method, token === null ? null : String(token), args);

function address(changes: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: world.app.clientId,
    scope: 'openid profile email',
    redirect_uri: REDIRECT,
    state: 's & t',
    nonce: 'n-1',
    ...changes,
  });
  return `${world.simulator.url}/openid/connect/authorize?${query}`;
}

async function decide(url: string, decision: string, who: string): Promise<URLSearchParams> {
  const body = new URLSearchParams({ decision, who });
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
  const location = new URL(answer.headers.get('location') ?? '');
  expect(`${location.origin}${location.pathname}`).toBe(REDIRECT);
  return location.searchParams;
}

const allow = async (url = address(), who = `${ACME}:${ADA}`) =>
  (await decide(url, 'allow', who)).get('code') ?? '';
const exchange = (code: string, changes: Json = {}) =>
  call('openid.connect.token', null, { ...client(), code, redirect_uri: REDIRECT, ...changes });

/** The parts of an id token, and whether one of the published keys signed it. */
async function opened(idToken: unknown, { url }: Pick<Simulator, 'url'> = world.simulator) {
  const [head = '', body = '', signature = ''] = String(idToken).split('.');
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
  const { keys } = (await (await fetch(`${url}/openid/connect/keys`)).json()) as { keys: JsonWebKey[] };
  const jwk = keys.find(({ kid }) => kid === parse(head).kid);
  const key = createPublicKey({ key: jwk ?? {}, format: 'jwk' });
  const isSignedFor = (text: string) =>
    verify('RSA-SHA256', Buffer.from(`${head}.${text}`), key, Buffer.from(signature, 'base64url'));
  return { head: parse(head), claims: parse(body), isSigned: isSignedFor(body), isSignedFor, keys };
}

test('a person signs in, and the id token says who they are, signed with a published key', async () => {
  const seconds = Math.floor(clock.wallMs() / 1000);
  const answer = await exchange(await allow());
  expect(answer).toEqual({
    ok: true,
    access_token: expect.stringMatching(/^xoxp-/),
    token_type: 'Bearer',
    id_token: expect.any(String),
  });
  const { head, claims, isSigned, isSignedFor } = await opened(answer.id_token);
  expect(head).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  expect(isSigned).toBe(true);
  const forged = { ...claims, sub: DAN };
  expect(isSignedFor(Buffer.from(JSON.stringify(forged)).toString('base64url'))).toBe(false);
  const hash = createHash('sha256').update(String(answer.access_token)).digest();
  expect(claims).toEqual({
    iss: world.simulator.url,
    sub: ADA,
    aud: world.app.clientId,
    exp: seconds + 300,
    iat: seconds,
    auth_time: seconds,
    nonce: 'n-1',
    at_hash: hash.subarray(0, 16).toString('base64url'),
    'https://slack.com/team_id': ACME,
    'https://slack.com/user_id': ADA,
    email: 'ada@acme.example',
    email_verified: true,
    name: 'Ada Byrne',
    given_name: 'Ada',
    family_name: 'Byrne',
    locale: 'en-US',
    'https://slack.com/team_name': 'Acme',
    'https://slack.com/team_domain': 'acme',
  });
});

test('the id token tells when the person consented, which may be before it was asked for', async () => {
  const seconds = Math.floor(clock.wallMs() / 1000);
  const code = await allow();
  clock.advance(60_000);
  const { claims } = await opened((await exchange(code)).id_token);
  expect(claims).toMatchObject({ auth_time: seconds, iat: seconds + 60, exp: seconds + 360 });
});

test('an app gets to know only what it asked for', async () => {
  const bare = await exchange(await allow(address({ scope: 'openid', nonce: '' })));
  const { claims } = await opened(bare.id_token);
  for (const name of ['nonce', 'email', 'name', 'locale', 'https://slack.com/team_name'])
    expect(claims).not.toHaveProperty([name]);
  expect(await call('openid.connect.userInfo', bare.access_token)).toEqual({
    ok: true,
    sub: ADA,
    'https://slack.com/user_id': ADA,
    'https://slack.com/team_id': ACME,
  });
  const more = await exchange(await allow(address({ scope: 'openid,email' })));
  const info = await call('openid.connect.userInfo', more.access_token);
  expect(info.email).toBe('ada@acme.example');
  expect(info).not.toHaveProperty('name');
});

test('userInfo tells of a person as they are now', async () => {
  const { access_token } = await exchange(await allow());
  await world.simulator.control.changePerson(ACME, ADA, { realName: 'Ada King Byrne' });
  expect(await call('openid.connect.userInfo', access_token)).toMatchObject({
    name: 'Ada King Byrne',
    given_name: 'Ada',
    family_name: 'King Byrne',
  });
});

test('discovery names this server’s own addresses, and the published keys hold no private part', async () => {
  const { url } = world.simulator;
  const found = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as Json;
  expect(found).toMatchObject({
    issuer: url,
    authorization_endpoint: `${url}/openid/connect/authorize`,
    token_endpoint: `${url}/api/openid.connect.token`,
    userinfo_endpoint: `${url}/api/openid.connect.userInfo`,
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const { keys } = (await (await fetch(String(found.jwks_uri))).json()) as { keys: Json[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
});

test('the page asks who one is, for the offered workspace only, and a denial goes back with the state', async () => {
  const page = await (await fetch(address({ team: GLOBEX }))).text();
  for (const text of ['Sign in to Muster with Slack', 'Dan Okafor', 'openid', 'See your e-mail address'])
    expect(page).toContain(text);
  expect(page).not.toContain('Ada Byrne');
  const denied = await decide(address(), 'deny', `${ACME}:${ADA}`);
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
    const answer = await fetch(address(changes), { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(error);
  }
  const body = new URLSearchParams({ decision: 'allow', who: `${ACME}:${DAN}` });
  const nobody = await fetch(address(), { method: 'POST', redirect: 'manual', body });
  expect([nobody.status, nobody.headers.get('location')]).toEqual([400, null]);
});

test('an installation cannot ask for the scopes of a sign-in', async () => {
  const query = { client_id: world.app.clientId, scope: 'chat:write', user_scope: 'openid' };
  const answer = await fetch(`${world.simulator.authorizeUrl}?${new URLSearchParams(query)}`);
  expect(await answer.text()).toContain('invalid_scope');
});

test('a page of another origin cannot sign somebody in', async () => {
  const { hostname, port, pathname, search } = new URL(address());
  const status = await new Promise((resolve) => {
    const headers = { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request({ hostname, port, path: pathname + search, method: 'POST', headers });
    sent.on('response', (answer) => resolve(answer.resume().statusCode));
    sent.end(`decision=allow&who=${ACME}:${ADA}`);
  });
  expect(status).toBe(403);
});

test('a code is good once, for its app, with its address, by the method of its page', async () => {
  const code = await allow();
  expect((await exchange(code)).ok).toBe(true);
  expect((await exchange(code)).error).toBe('invalid_code');
  expect((await exchange('never-issued')).error).toBe('invalid_code');
  expect((await exchange(await allow(), { redirect_uri: `${REDIRECT}/x` })).error).toBe('bad_redirect_uri');
  expect((await exchange(await allow(), { client_secret: 'x' })).error).toBe('bad_client_secret');
  expect((await exchange(await allow(), { client_id: 'x' })).error).toBe('invalid_client_id');
  expect((await exchange(await allow(), { grant_type: 'password' })).error).toBe('invalid_grant_type');
  const other = await world.simulator.control.addApp({ redirectUrls: [REDIRECT] });
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  expect((await exchange(await allow(), others)).error).toBe('invalid_code');
  const late = await allow();
  clock.advance(600_000);
  expect((await exchange(late)).error).toBe('invalid_code');
  const install = { ...client(), code: await allow(), redirect_uri: REDIRECT };
  expect((await call('oauth.v2.access', null, install)).error).toBe('oauth_authorization_url_mismatch');
});

test('a sign-in installs nothing, and its token does nothing else', async () => {
  const { access_token } = await exchange(await allow(address(), `${GLOBEX}:${DAN}`));
  expect(await call('auth.test', access_token)).toMatchObject({ ok: true, user_id: DAN, team_id: GLOBEX });
  expect((await call('users.list', access_token)).error).toBe('missing_scope');
  const { workspaces } = await world.simulator.control.state();
  expect(workspaces.find(({ id }) => id === GLOBEX)?.apps).toEqual([]);
  expect((await call('auth.revoke', access_token)).revoked).toBe(true);
  expect((await call('openid.connect.userInfo', access_token)).error).toBe('token_revoked');
});

test('userInfo takes tokens of sign-ins only', async () => {
  expect((await call('openid.connect.userInfo', world.botToken)).error).toBe('not_allowed_token_type');
  expect((await call('openid.connect.userInfo', null)).error).toBe('not_authed');
  const { access_token } = await exchange(await allow());
  await world.simulator.control.setActive(ACME, false);
  expect((await call('openid.connect.userInfo', access_token)).error).toBe('account_inactive');
});

test('tokens of a sign-in rotate, and are refreshed where they were given', async () => {
  await world.simulator.control.changeApp(world.appId, { tokenRotation: true });
  const first = await exchange(await allow());
  expect(first).toMatchObject({
    access_token: expect.stringMatching(/^xoxe\.xoxp-1-/),
    refresh_token: expect.stringMatching(/^xoxe-1-/),
    expires_in: 43_200,
  });
  clock.advance(43_200_000);
  expect((await call('openid.connect.userInfo', first.access_token)).error).toBe('token_expired');
  const grant = { ...client(), grant_type: 'refresh_token', refresh_token: first.refresh_token };
  expect((await call('oauth.v2.access', null, grant)).error).toBe('invalid_refresh_token');
  const next = await call('openid.connect.token', null, grant);
  expect(next).toMatchObject({ ok: true, token_type: 'Bearer', expires_in: 43_200 });
  expect(await call('openid.connect.userInfo', next.access_token)).toMatchObject({ sub: ADA });
  expect((await call('openid.connect.token', null, grant)).error).toBe('invalid_refresh_token');
  const { refreshToken } = await world.simulator.control.install(ACME, world.appId);
  const bots = { ...grant, refresh_token: refreshToken };
  expect((await call('openid.connect.token', null, bots)).error).toBe('invalid_refresh_token');
  expect((await call('oauth.v2.access', null, bots)).ok).toBe(true);
});

test('no id token is in the view of the wire', async () => {
  const { id_token } = await exchange(await allow());
  const seen = JSON.stringify(await world.simulator.control.wire());
  expect(seen).toContain('openid.connect.token');
  expect(seen).not.toContain(String(id_token).split('.')[2]);
});

test('the key survives a kill, so that id tokens of before are still good', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  await world.simulator.stop();
  world = await testWorld({ clock, stateDir: path.join(folder, 'state') });
  const { id_token } = await exchange(await allow());
  cpSync(path.join(folder, 'state'), path.join(folder, 'after-kill'), { recursive: true });
  // Twice, for a start compacts the journal.
  for (let start = 1; start <= 2; start += 1) {
    const revived = await startSimulator({ clock, stateDir: path.join(folder, 'after-kill') });
    expect((await opened(id_token, revived)).isSigned).toBe(true);
    await revived.stop();
  }
  rmSync(folder, { recursive: true });
});
