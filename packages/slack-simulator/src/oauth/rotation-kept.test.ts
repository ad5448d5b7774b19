import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { api } from '../testing/raw-client.ts';
import { rotatingWorld } from '../testing/rotating-world.ts';

test('expiry, spent refresh tokens and exchanges survive a kill', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  const [alive, killed] = [path.join(folder, 'state'), path.join(folder, 'after-kill')];
  const before = await rotatingWorld(alive);
  await before.rotate();
  const pair = await before.exchange(before.botToken);
  const next = await before.refresh(pair.refresh_token);
  cpSync(alive, killed, { recursive: true });

  const clock = createManualClock(before.clock.wallMs() + 1_000);
  const after = await startSimulator({ clock, stateDir: killed });
  const errorOf = async (token: unknown) => (await api(after.apiUrl, 'auth.test', String(token))).error;
  const refresh = (refresh_token: unknown) =>
    api(after.apiUrl, 'oauth.v2.access', null, {
      ...before.client,
      grant_type: 'refresh_token',
      refresh_token,
    });
  const again = { ...before.client, token: before.botToken };
  expect(await errorOf(before.botToken)).toBe('token_expired');
  expect((await api(after.apiUrl, 'oauth.v2.exchange', null, again)).error).toBe('token_already_exchanged');
  expect((await refresh(pair.refresh_token)).error).toBe('invalid_refresh_token');
  clock.advance(43_200_000 - 1_001);
  expect(await errorOf(next.access_token)).toBeUndefined();
  clock.advance(1);
  expect(await errorOf(next.access_token)).toBe('token_expired');
  const renewed = await refresh(next.refresh_token);
  expect(await errorOf(renewed.access_token)).toBeUndefined();

  await Promise.all([after.stop(), before.simulator.stop()]);
  rmSync(folder, { recursive: true });
});
