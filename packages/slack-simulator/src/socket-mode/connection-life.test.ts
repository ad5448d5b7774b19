import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { openRaw } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const open = () => openRaw(world.simulator.apiUrl, world.appToken);
const lives = async () => (await world.simulator.control.record()).connections;
/** The life of the connection that was admitted last. */
const latest = async () => {
  const life = (await lives()).at(-1);
  if (!life) throw new Error('there was no connection');
  return life;
};

test('the record tells when a connection was greeted, and when it ended by itself', async () => {
  const client = await open();
  await client.frame('hello');
  const greeted = await latest();
  expect(greeted).toMatchObject({ appId: world.app.id, leftN: null, endedN: null });
  expect(greeted.openedN).toBeGreaterThan(greeted.n);
  client.ws.close();
  const over = await until(async () => {
    const life = await latest();
    return life.endedN !== null && life;
  }, 'the end');
  expect(over.leftN).toBeGreaterThan(greeted.openedN ?? 0);
  expect(over.endedN).toBeGreaterThan(over.leftN ?? 0);
});

test('a connection that was asked to go counts as left from then on, not only at its end', async () => {
  await (await open()).frame('hello');
  await world.simulator.control.disconnect(world.app.id, 'refresh_requested');
  expect(await latest()).toMatchObject({ leftN: expect.any(Number), endedN: null });
});

test('a warning alone changes nothing', async () => {
  await (await open()).frame('hello');
  await world.simulator.control.disconnect(world.app.id, 'warning');
  expect((await latest()).leftN).toBeNull();
});

test('a connection that goes silent has left, and one that was never greeted was never open', async () => {
  await (await open()).frame('hello');
  const { connectionId } = await latest();
  await world.simulator.control.cut(world.app.id, connectionId, 'silent');
  expect(await latest()).toMatchObject({ leftN: expect.any(Number), endedN: null });

  await world.simulator.control.changeSettings({ helloDelayMs: null });
  await open();
  await until(async () => (await lives()).length === 2, 'the second connection');
  expect(await latest()).toMatchObject({ openedN: null, leftN: null });
});
