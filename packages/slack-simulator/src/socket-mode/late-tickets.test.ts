import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createManualClock } from '../testing/manual-clock.ts';
import { api, openUrl } from '../testing/raw-client.ts';
import { type TestWorld, testWorld } from '../testing/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await testWorld({ clock: createManualClock() });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const address = async () =>
  String((await api(world.simulator.apiUrl, 'apps.connections.open', world.appToken)).url);

/** A refused upgrade is an error as well, which is no news here. */
const closed = (ws: WebSocket) => new Promise((resolve) => ws.once('close', resolve));

test('a ticket of an app that was removed meanwhile admits nobody', async () => {
  const url = await address();
  await control().removeApp(world.appId);
  const { ws, frames } = openUrl(url);
  await closed(ws);
  expect(frames).toEqual([]);
  const { entries } = await control().wire();
  expect(entries.at(-1)).toMatchObject({ title: 'upgrade refused: 408', isFailure: true });
});

test('a ticket of an app whose Socket Mode was switched off meanwhile opens no connection', async () => {
  const url = await address();
  await control().disconnect(world.appId, 'link_disabled');
  const { ws, frames } = openUrl(url);
  await closed(ws);
  expect(frames).toEqual([{ type: 'disconnect', reason: 'link_disabled' }]);
  expect((await control().state()).apps[0]?.connections).toEqual([]);
});
