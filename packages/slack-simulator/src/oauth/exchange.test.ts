import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RotatingWorld, rotatingWorld } from '../testing/rotating-world.ts';
import { ACME, BEN } from '../testing/world.ts';

let world: RotatingWorld;
beforeEach(async () => {
  world = await rotatingWorld();
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;

test('a long-lived token is exchanged once, and ends with the first refresh', async () => {
  expect((await world.exchange(world.botToken)).error).toBe('token_rotation_not_enabled');
  await world.rotate();
  const pair = await world.exchange(world.botToken);
  expect(pair).toMatchObject({ ok: true, token_type: 'bot', expires_in: 43_200, team: { id: ACME } });
  expect(pair.access_token).toMatch(/^xoxe\.xoxb-1-/);
  expect((await world.exchange(world.botToken)).error).toBe('token_already_exchanged');
  expect(await world.errorOf(world.botToken)).toBeUndefined();
  const next = await world.refresh(pair.refresh_token);
  expect(await world.errorOf(world.botToken)).toBe('token_expired');
  expect(await world.errorOf(pair.access_token)).toBeUndefined();
  expect(await world.errorOf(next.access_token)).toBeUndefined();
  expect((await world.exchange(world.botToken)).error).toBe('token_already_exchanged');
});

test('a person’s long-lived token is exchanged for theirs', async () => {
  const { authed_user } = await world.installed();
  await world.rotate();
  const pair = await world.exchange(String(authed_user.access_token));
  expect(pair).toMatchObject({ ok: true, token_type: 'user', scope: 'channels:read' });
  expect(await world.call('auth.test', String(pair.access_token))).toMatchObject({ user_id: BEN });
});

test('an exchange is refused for what is no long-lived token of the app, or a revoked one', async () => {
  await world.rotate();
  const { botToken, refreshToken = '' } = await control().install(ACME, world.appId);
  const other = await control().addApp({ tokenRotation: true });
  await control().install(ACME, other.id);
  const others = { client_id: other.clientId, client_secret: other.clientSecret };
  for (const wrong of ['xoxb-nobody', botToken, refreshToken, world.appToken])
    expect((await world.exchange(wrong)).error).toBe('invalid_token');
  expect((await world.exchange(world.botToken, others)).error).toBe('invalid_token');
  expect((await world.exchange(world.botToken, { client_secret: 'x' })).error).toBe('bad_client_secret');
  await control().uninstall(ACME, world.appId);
  expect((await world.exchange(world.botToken)).error).toBe('authorization_not_found');
});
