import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRaw } from '../testing/raw-client.ts';
import { type Json, type RotatingWorld, rotatingWorld } from '../testing/rotating-world.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let world: RotatingWorld;
beforeEach(async () => {
  world = await rotatingWorld();
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;

test('auth.revoke ends one token that rotates and leaves the installation', async () => {
  await world.rotate();
  const { access_token, refresh_token } = await world.installed();
  const socket = await openRaw(world.simulator.apiUrl, world.appToken);
  await socket.frame('hello');
  expect((await world.call('auth.revoke', access_token)).revoked).toBe(true);
  expect(await world.errorOf(access_token)).toBe('token_revoked');
  await control().say(ACME, world.im, { user: ADA, text: 'still there?' });
  expect((await socket.frame('events_api')).payload?.event).toMatchObject({ type: 'message' });
  const next = await world.refresh(refresh_token);
  expect(await world.errorOf(next.access_token)).toBeUndefined();
  expect((await world.call('auth.revoke', String(next.refresh_token))).revoked).toBe(true);
  expect((await world.refresh(next.refresh_token)).error).toBe('invalid_refresh_token');
  expect(await world.errorOf(next.access_token)).toBeUndefined();
});

test('a removal ends refresh tokens too', async () => {
  await world.rotate();
  const { access_token, refresh_token } = await world.installed();
  await control().uninstall(ACME, world.appId);
  expect(await world.errorOf(access_token)).toBe('account_inactive');
  expect((await world.refresh(refresh_token)).error).toBe('invalid_refresh_token');
});

test('the life of tokens follows the settings and the time scale, in seconds as the app counts them', async () => {
  await world.rotate();
  await control().changeSettings({ accessTokenLifeMs: 7_200_000, timeScale: 60 });
  const { access_token, expires_in } = await world.installed();
  expect(expires_in).toBe(120);
  world.clock.advance(119_999);
  expect(await world.errorOf(access_token)).toBeUndefined();
  world.clock.advance(1);
  expect(await world.errorOf(access_token)).toBe('token_expired');
});

test('the control revokes the bot’s token of now after a refresh', async () => {
  await world.rotate();
  const { refresh_token } = await world.installed();
  const { access_token } = await world.refresh(refresh_token);
  await control().revokeToken({ team: ACME, appId: world.appId });
  expect(await world.errorOf(access_token)).toBe('token_revoked');
});

test('no token of a refresh is in the record or the view of the wire', async () => {
  await world.rotate();
  const first = await world.installed();
  const second = await world.refresh(first.refresh_token);
  const third = await world.exchange(world.botToken);
  const seen = JSON.stringify([await control().record(), await control().wire()]);
  for (const { access_token, refresh_token } of [first, second, third])
    for (const secret of [access_token, refresh_token]) expect(seen).not.toContain(secret);
  expect(seen).toContain('oauth.v2.exchange');
});

test('a bot that was invited stays in its channels over a refresh', async () => {
  await world.rotate();
  const { refresh_token } = await world.installed();
  const { access_token } = await world.refresh(refresh_token);
  const post = { channel: GENERAL, text: 'still here' };
  expect((await world.call('chat.postMessage', access_token, post)).ok).toBe(true);
});

test('of tokens that ended long ago nothing is kept, and what is good stays', async () => {
  await world.rotate();
  const first = await world.installed();
  let last: Json = first;
  for (let refreshed = 0; refreshed < 15; refreshed += 1) last = await world.refresh(last.refresh_token);
  expect(await world.errorOf(first.access_token)).toBe('invalid_auth');
  expect(await world.errorOf(last.access_token)).toBeUndefined();
  expect(await world.errorOf(first.authed_user.access_token)).toBeUndefined();
  expect((await world.refresh(first.refresh_token)).error).toBe('invalid_refresh_token');
  expect((await world.refresh(last.refresh_token)).ok).toBe(true);
});

test('goodbyes name the people whose tokens ended, and a person’s own revocation is told too', async () => {
  const socket = await openRaw(world.simulator.apiUrl, world.appToken);
  await socket.frame('hello');
  const { authed_user } = await world.installed();
  await world.call('auth.revoke', authed_user.access_token);
  const revoked = await socket.frame('events_api');
  expect(revoked.payload?.event).toMatchObject({ type: 'tokens_revoked', tokens: { oauth: [BEN], bot: [] } });
  expect(await world.errorOf(world.botToken)).toBeUndefined();
  await world.installed();
  await world.installed();
  await control().uninstall(ACME, world.appId);
  await socket.frame('events_api', 2);
  const goodbyes = socket.frames.flatMap(({ payload }) => (payload ? [payload.event] : [])).slice(1);
  expect(goodbyes.find(({ type }) => type === 'tokens_revoked')).toMatchObject({
    tokens: { oauth: [BEN], bot: [world.botUserId] },
  });
});
