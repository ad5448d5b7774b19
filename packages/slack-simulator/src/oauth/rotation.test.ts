import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';
const LIFE_MS = 43_200_000;

type Json = Record<string, unknown>;

let world: TestWorld;
let clock: ManualClock;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const call = (method: string, token: string | null, args: Json = {}) =>
  api(world.simulator.apiUrl, method, token, args);
const client = () => ({ client_id: world.app.clientId, client_secret: world.app.clientSecret });
const rotate = () => control().changeApp(world.appId, { tokenRotation: true });
const refresh = (refreshToken: unknown, more: Json = {}) =>
  call('oauth.v2.access', null, {
    ...client(),
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...more,
  });
const exchange = (token: string, more: Json = {}) =>
  call('oauth.v2.exchange', null, { ...client(), token, ...more });
const errorOf = async (token: unknown) => (await call('auth.test', String(token))).error;

/** Ben installs by a browser, with a token of his own too. */
async function installed(): Promise<Json & { authed_user: Json }> {
  const query = { client_id: world.app.clientId, scope: 'chat:write', user_scope: 'channels:read' };
  const address = `${world.simulator.authorizeUrl}?${new URLSearchParams({ ...query, redirect_uri: REDIRECT })}`;
  const body = new URLSearchParams({ decision: 'allow', who: `${ACME}:${BEN}` });
  const consent = await fetch(address, { method: 'POST', redirect: 'manual', body });
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code');
  const answer = await call('oauth.v2.access', null, { ...client(), code, redirect_uri: REDIRECT });
  return answer as Json & { authed_user: Json };
}

test('an app that rotates gets tokens that expire, of its bot and of the person', async () => {
  await rotate();
  const answer = await installed();
  expect(answer).toMatchObject({
    ok: true,
    access_token: expect.stringMatching(/^xoxe\.xoxb-1-/),
    refresh_token: expect.stringMatching(/^xoxe-1-/),
    expires_in: 43_200,
    token_type: 'bot',
    authed_user: {
      id: BEN,
      access_token: expect.stringMatching(/^xoxe\.xoxp-1-/),
      refresh_token: expect.stringMatching(/^xoxe-1-/),
      expires_in: 43_200,
      token_type: 'user',
      scope: 'channels:read',
    },
  });
  expect(answer.refresh_token).not.toBe(answer.authed_user.refresh_token);
  clock.advance(LIFE_MS - 1);
  expect(await errorOf(answer.access_token)).toBeUndefined();
  clock.advance(1);
  expect(await errorOf(answer.access_token)).toBe('token_expired');
  expect(await errorOf(answer.authed_user.access_token)).toBe('token_expired');
});

test('an app that does not rotate gets neither an expiry nor a refresh token', async () => {
  const answer = await installed();
  expect(answer.access_token).toMatch(/^xoxb-/);
  expect(Object.keys(answer)).not.toContain('expires_in');
  expect(Object.keys(answer.authed_user)).not.toContain('refresh_token');
  clock.advance(LIFE_MS);
  expect(await errorOf(answer.access_token)).toBeUndefined();
});

test('the control’s installation tells the refresh token, and rotates at every installation', async () => {
  await rotate();
  const first = await control().install(ACME, world.appId);
  const second = await control().install(ACME, world.appId);
  expect(first.refreshToken).toMatch(/^xoxe-1-/);
  expect(second.botToken).not.toBe(first.botToken);
  expect(second.botUserId).toBe(world.botUserId);
  expect((await refresh(second.refreshToken)).ok).toBe(true);
});

test('a refresh token gives a new pair once, and the old access token stays good until its end', async () => {
  await rotate();
  const { access_token, refresh_token } = await installed();
  clock.advance(1_000);
  const next = await refresh(refresh_token);
  expect(next).toMatchObject({
    ok: true,
    token_type: 'bot',
    expires_in: 43_200,
    scope: expect.stringContaining('chat:write'),
    bot_user_id: world.botUserId,
    app_id: world.appId,
    team: { id: ACME, name: 'Acme' },
    enterprise: null,
  });
  expect(next.access_token).not.toBe(access_token);
  expect(next.refresh_token).not.toBe(refresh_token);
  expect(await refresh(refresh_token)).toEqual({ ok: false, error: 'invalid_refresh_token' });
  clock.advance(LIFE_MS - 1_000);
  expect(await errorOf(access_token)).toBe('token_expired');
  expect(await errorOf(next.access_token)).toBeUndefined();
});

test('a person’s refresh token gives a token of that person, with what they granted', async () => {
  await rotate();
  const { authed_user } = await installed();
  const next = await refresh(authed_user.refresh_token);
  expect(next).toMatchObject({ ok: true, token_type: 'user', scope: 'channels:read' });
  expect(next.access_token).toMatch(/^xoxe\.xoxp-1-/);
  expect(await call('auth.test', String(next.access_token))).toMatchObject({ user_id: BEN });
  expect((await call('users.list', String(next.access_token))).error).toBe('missing_scope');
});

test('a used refresh token is good again within the grace period of the settings', async () => {
  await rotate();
  await control().changeSettings({ refreshGraceMs: 30_000 });
  const { refresh_token } = await installed();
  expect((await refresh(refresh_token)).ok).toBe(true);
  clock.advance(20_000);
  expect((await refresh(refresh_token)).ok).toBe(true);
  clock.advance(10_000);
  expect((await refresh(refresh_token)).error).toBe('invalid_refresh_token');
});

test('of more than two good access tokens the oldest is revoked, and other owners’ stay', async () => {
  await rotate();
  const first = await installed();
  const second = await refresh(first.refresh_token);
  expect(await errorOf(first.access_token)).toBeUndefined();
  const third = await refresh(second.refresh_token);
  expect(await errorOf(first.access_token)).toBe('token_revoked');
  expect(await errorOf(second.access_token)).toBeUndefined();
  expect(await errorOf(third.access_token)).toBeUndefined();
  expect(await errorOf(first.authed_user.access_token)).toBeUndefined();
});

test('a refresh is refused for a wrong client, another app, and tokens of other kinds', async () => {
  await rotate();
  const { access_token, refresh_token } = await installed();
  const other = await control().addApp({ tokenRotation: true });
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  expect((await refresh(refresh_token, { client_secret: 'x' })).error).toBe('bad_client_secret');
  expect((await refresh(refresh_token, { client_id: 'x' })).error).toBe('invalid_client_id');
  expect((await refresh(refresh_token, others)).error).toBe('invalid_refresh_token');
  for (const wrong of [access_token, 'xoxe-1-nobody', '', world.appToken])
    expect((await refresh(wrong)).error).toBe('invalid_refresh_token');
  expect((await refresh(refresh_token, { grant_type: 'password' })).error).toBe('invalid_grant_type');
  expect((await refresh(refresh_token)).ok).toBe(true);
});

test('a refresh while the workspace is deactivated is refused and does not spend the token', async () => {
  await rotate();
  const { refresh_token } = await installed();
  await control().setActive(ACME, false);
  expect((await refresh(refresh_token)).error).toBe('invalid_refresh_token');
  await control().setActive(ACME, true);
  expect((await refresh(refresh_token)).ok).toBe(true);
});

test('a refresh token is no access token', async () => {
  await rotate();
  const { refresh_token } = await installed();
  expect(await errorOf(refresh_token)).toBe('not_allowed_token_type');
  expect((await call('apps.connections.open', String(refresh_token))).error).toBe('not_allowed_token_type');
});

test('a long-lived token is exchanged once, and ends with the first refresh', async () => {
  expect((await exchange(world.botToken)).error).toBe('token_rotation_not_enabled');
  await rotate();
  const pair = await exchange(world.botToken);
  expect(pair).toMatchObject({ ok: true, token_type: 'bot', expires_in: 43_200, team: { id: ACME } });
  expect(pair.access_token).toMatch(/^xoxe\.xoxb-1-/);
  expect((await exchange(world.botToken)).error).toBe('token_already_exchanged');
  expect(await errorOf(world.botToken)).toBeUndefined();
  const next = await refresh(pair.refresh_token);
  expect(await errorOf(world.botToken)).toBe('token_expired');
  expect(await errorOf(pair.access_token)).toBeUndefined();
  expect(await errorOf(next.access_token)).toBeUndefined();
  expect((await exchange(world.botToken)).error).toBe('token_already_exchanged');
});

test('a person’s long-lived token is exchanged for theirs', async () => {
  const { authed_user } = await installed();
  await rotate();
  const pair = await exchange(String(authed_user.access_token));
  expect(pair).toMatchObject({ ok: true, token_type: 'user', scope: 'channels:read' });
  expect(await call('auth.test', String(pair.access_token))).toMatchObject({ user_id: BEN });
});

test('an exchange is refused for what is no long-lived token of the app, or a revoked one', async () => {
  await rotate();
  const { botToken, refreshToken = '' } = await control().install(ACME, world.appId);
  const other = await control().addApp({ tokenRotation: true });
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  for (const wrong of ['xoxb-nobody', botToken, refreshToken, world.appToken])
    expect((await exchange(wrong)).error).toBe('invalid_token');
  expect((await exchange(world.botToken, others)).error).toBe('invalid_token');
  expect((await exchange(world.botToken, { client_secret: 'x' })).error).toBe('bad_client_secret');
  await control().uninstall(ACME, world.appId);
  expect((await exchange(world.botToken)).error).toBe('authorization_not_found');
});

test('auth.revoke ends one token that rotates and leaves the installation', async () => {
  await rotate();
  const { access_token, refresh_token } = await installed();
  const socket = await openRaw(world.simulator.apiUrl, world.appToken);
  await socket.frame('hello');
  expect((await call('auth.revoke', String(access_token))).revoked).toBe(true);
  expect(await errorOf(access_token)).toBe('token_revoked');
  await control().say(ACME, world.im, { user: ADA, text: 'still there?' });
  expect((await socket.frame('events_api')).payload?.event).toMatchObject({ type: 'message' });
  const next = await refresh(refresh_token);
  expect(await errorOf(next.access_token)).toBeUndefined();
  expect((await call('auth.revoke', String(next.refresh_token))).revoked).toBe(true);
  expect((await refresh(next.refresh_token)).error).toBe('invalid_refresh_token');
  expect(await errorOf(next.access_token)).toBeUndefined();
});

test('a removal ends refresh tokens too', async () => {
  await rotate();
  const { access_token, refresh_token } = await installed();
  await control().uninstall(ACME, world.appId);
  expect(await errorOf(access_token)).toBe('account_inactive');
  expect((await refresh(refresh_token)).error).toBe('invalid_refresh_token');
});

test('the life of tokens follows the settings and the time scale, in seconds as the app counts them', async () => {
  await rotate();
  await control().changeSettings({ accessTokenLifeMs: 7_200_000, timeScale: 60 });
  const { access_token, expires_in } = await installed();
  expect(expires_in).toBe(120);
  clock.advance(119_999);
  expect(await errorOf(access_token)).toBeUndefined();
  clock.advance(1);
  expect(await errorOf(access_token)).toBe('token_expired');
});

test('the control revokes the bot’s token of now after a refresh', async () => {
  await rotate();
  const { refresh_token } = await installed();
  const { access_token } = await refresh(refresh_token);
  await control().revokeToken({ team: ACME, appId: world.appId });
  expect(await errorOf(access_token)).toBe('token_revoked');
});

test('no token of a refresh is in the record or the view of the wire', async () => {
  await rotate();
  const first = await installed();
  const second = await refresh(first.refresh_token);
  const third = await exchange(world.botToken);
  const seen = JSON.stringify([await control().record(), await control().wire()]);
  for (const { access_token, refresh_token } of [first, second, third])
    for (const secret of [access_token, refresh_token]) expect(seen).not.toContain(secret);
  expect(seen).toContain('oauth.v2.exchange');
});

test('expiry, spent refresh tokens and exchanges survive a kill', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  const before = await testWorld({ clock, stateDir: path.join(folder, 'state') });
  try {
    const { app, simulator, botToken } = before;
    await simulator.control.changeApp(app.id, { tokenRotation: true });
    const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
    const ask = (url: string, method: string, args: Json) => api(url, method, null, { ...secrets, ...args });
    const pair = await ask(simulator.apiUrl, 'oauth.v2.exchange', { token: botToken });
    const grant_type = 'refresh_token';
    const next = await ask(simulator.apiUrl, 'oauth.v2.access', {
      grant_type,
      refresh_token: pair.refresh_token,
    });
    cpSync(path.join(folder, 'state'), path.join(folder, 'after-kill'), { recursive: true });
    const later = createManualClock(clock.wallMs() + 1_000);
    const after = await startSimulator({ clock: later, stateDir: path.join(folder, 'after-kill') });
    try {
      expect((await api(after.apiUrl, 'auth.test', botToken)).error).toBe('token_expired');
      expect((await ask(after.apiUrl, 'oauth.v2.exchange', { token: botToken })).error).toBe(
        'token_already_exchanged',
      );
      const again = { grant_type, refresh_token: pair.refresh_token };
      expect((await ask(after.apiUrl, 'oauth.v2.access', again)).error).toBe('invalid_refresh_token');
      expect((await api(after.apiUrl, 'auth.test', String(next.access_token))).ok).toBe(true);
      later.advance(LIFE_MS);
      expect((await api(after.apiUrl, 'auth.test', String(next.access_token))).error).toBe('token_expired');
      const renewed = await ask(after.apiUrl, 'oauth.v2.access', {
        grant_type,
        refresh_token: next.refresh_token,
      });
      expect((await api(after.apiUrl, 'auth.test', String(renewed.access_token))).ok).toBe(true);
    } finally {
      await after.stop();
    }
  } finally {
    await before.simulator.stop();
    rmSync(folder, { recursive: true });
  }
});

test('a bot that was invited stays in its channels over a refresh', async () => {
  await rotate();
  const { refresh_token } = await installed();
  const { access_token } = await refresh(refresh_token);
  const post = { channel: GENERAL, text: 'still here' };
  expect((await call('chat.postMessage', String(access_token), post)).ok).toBe(true);
});
