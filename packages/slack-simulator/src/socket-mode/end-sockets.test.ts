import { once } from 'node:events';
import { type Logger, LogLevel } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { openRaw } from '../testing/raw-client.ts';
import { type TestWorld, testWorld } from '../testing/world.ts';

let world: TestWorld;
beforeEach(async () => {
  // It ends though its clock stands.
  world = await testWorld({ clock: createManualClock() });
  await world.simulator.control.changeSettings({ tcpLingerMs: 30_000 });
});
afterEach(() => world.simulator.stop());

test('a simulator that ends says goodbye to those who are connected', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  const closed = once(client.ws, 'close');
  await world.simulator.stop();
  expect((await closed)[0]).toBe(1001);
});

test('it ends though a client is half-open, or answers nothing', async () => {
  const { control, apiUrl } = world.simulator;
  const [silent, deaf] = [await openRaw(apiUrl, world.appToken), await openRaw(apiUrl, world.appToken)];
  await silent.frame('hello');
  await deaf.frame('hello');
  const [app] = (await control.state()).apps;
  await control.cut(world.appId, app?.connections[0]?.id ?? '', 'silent');
  deaf.ws.pause();
  await world.simulator.stop();
  await expect(fetch(apiUrl)).rejects.toThrow();
  deaf.ws.terminate();
});

test('an official client that leaves at the same time is not kept waiting for its line to end', async () => {
  const { apiUrl } = world.simulator;
  const errors: unknown[] = [];
  const silence = () => {};
  const logger: Logger = {
    debug: silence,
    info: silence,
    warn: silence,
    error: (...parts) => errors.push(parts),
    setLevel: silence,
    getLevel: () => LogLevel.ERROR,
    setName: silence,
  };
  const client = new SocketModeClient({
    appToken: world.appToken,
    logger,
    clientOptions: { slackApiUrl: apiUrl },
  });
  await client.start();
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  const disconnected = client.disconnect();
  await world.simulator.stop();
  await Promise.all([closed, disconnected]);
  expect(errors).toEqual([]);
});
