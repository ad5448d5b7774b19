import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RotatingWorld, rotatingWorld } from '../testing/rotating-world.ts';
import { ACME, BEN } from '../testing/world.ts';

const LIFE_MS = 43_200_000;

let world: RotatingWorld;
beforeEach(async () => {
  world = await rotatingWorld();
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;

test('an app that rotates gets tokens that expire, of its bot and of the person', async () => {
  await world.rotate();
  const answer = await world.installed();
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
  world.clock.advance(LIFE_MS - 1);
  expect(await world.errorOf(answer.access_token)).toBeUndefined();
  world.clock.advance(1);
  expect(await world.errorOf(answer.access_token)).toBe('token_expired');
  expect(await world.errorOf(answer.authed_user.access_token)).toBe('token_expired');
});

test('an app that does not rotate gets neither an expiry nor a refresh token', async () => {
  const answer = await world.installed();
  expect(answer.access_token).toMatch(/^xoxb-/);
  expect(Object.keys(answer)).not.toContain('expires_in');
  expect(Object.keys(answer.authed_user)).not.toContain('refresh_token');
  world.clock.advance(LIFE_MS);
  expect(await world.errorOf(answer.access_token)).toBeUndefined();
});

test('the control’s installation tells the refresh token, and rotates at every installation', async () => {
  await world.rotate();
  const first = await control().install(ACME, world.appId);
  const second = await control().install(ACME, world.appId);
  expect(first.refreshToken).toMatch(/^xoxe-1-/);
  expect(second.botToken).not.toBe(first.botToken);
  expect(second.botUserId).toBe(world.botUserId);
  expect((await world.refresh(second.refreshToken)).ok).toBe(true);
});

test('a refresh token gives a new pair once, and the old access token stays good until its end', async () => {
  await world.rotate();
  const { access_token, refresh_token } = await world.installed();
  world.clock.advance(1_000);
  const next = await world.refresh(refresh_token);
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
  expect(await world.refresh(refresh_token)).toEqual({ ok: false, error: 'invalid_refresh_token' });
  world.clock.advance(LIFE_MS - 1_000);
  expect(await world.errorOf(access_token)).toBe('token_expired');
  expect(await world.errorOf(next.access_token)).toBeUndefined();
});

test('a person’s refresh token gives a token of that person, with what they granted', async () => {
  await world.rotate();
  const { authed_user } = await world.installed();
  const next = await world.refresh(authed_user.refresh_token);
  expect(next).toMatchObject({ ok: true, token_type: 'user', scope: 'channels:read' });
  expect(next.access_token).toMatch(/^xoxe\.xoxp-1-/);
  expect(await world.call('auth.test', String(next.access_token))).toMatchObject({ user_id: BEN });
  expect((await world.call('users.list', String(next.access_token))).error).toBe('missing_scope');
});

test('a used refresh token is good again within the grace period of the settings', async () => {
  await world.rotate();
  await control().changeSettings({ refreshGraceMs: 30_000 });
  const { refresh_token } = await world.installed();
  expect((await world.refresh(refresh_token)).ok).toBe(true);
  world.clock.advance(20_000);
  expect((await world.refresh(refresh_token)).ok).toBe(true);
  world.clock.advance(10_000);
  expect((await world.refresh(refresh_token)).error).toBe('invalid_refresh_token');
});

test('of more than two good access tokens the oldest is revoked, and other owners’ stay', async () => {
  await world.rotate();
  const first = await world.installed();
  const second = await world.refresh(first.refresh_token);
  expect(await world.errorOf(first.access_token)).toBeUndefined();
  const third = await world.refresh(second.refresh_token);
  expect(await world.errorOf(first.access_token)).toBe('token_revoked');
  expect(await world.errorOf(second.access_token)).toBeUndefined();
  expect(await world.errorOf(third.access_token)).toBeUndefined();
  expect(await world.errorOf(first.authed_user.access_token)).toBeUndefined();
});

test('a refresh is refused for a wrong client, another app, and tokens of other kinds', async () => {
  await world.rotate();
  const { access_token, refresh_token } = await world.installed();
  const other = await control().addApp({ tokenRotation: true });
  await control().install(ACME, other.id);
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  expect((await world.refresh(refresh_token, { client_secret: 'x' })).error).toBe('bad_client_secret');
  expect((await world.refresh(refresh_token, { client_id: 'x' })).error).toBe('invalid_client_id');
  expect((await world.refresh(refresh_token, others)).error).toBe('invalid_refresh_token');
  for (const wrong of [access_token, 'xoxe-1-nobody', '', world.appToken])
    expect((await world.refresh(wrong)).error).toBe('invalid_refresh_token');
  expect((await world.refresh(refresh_token, { grant_type: 'password' })).error).toBe('invalid_grant_type');
  expect((await world.refresh(refresh_token)).ok).toBe(true);
});

test('a refresh while the workspace is deactivated is refused and does not spend the token', async () => {
  await world.rotate();
  const { refresh_token } = await world.installed();
  await control().setActive(ACME, false);
  expect((await world.refresh(refresh_token)).error).toBe('invalid_refresh_token');
  await control().setActive(ACME, true);
  expect((await world.refresh(refresh_token)).ok).toBe(true);
});

test('a refresh token is no access token', async () => {
  await world.rotate();
  const { refresh_token } = await world.installed();
  expect(await world.errorOf(refresh_token)).toBe('not_allowed_token_type');
  expect((await world.call('apps.connections.open', String(refresh_token))).error).toBe(
    'not_allowed_token_type',
  );
});
