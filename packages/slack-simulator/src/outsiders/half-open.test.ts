import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA } from '../testing/world.ts';

/** The client pings three times in this time and expects a pong within it. */
const CLIENT_PATIENCE_MS = 900;

let stage: Stage;
let installed: SimInstalled & { im: string };
beforeEach(async () => {
  stage = await startStage({ connectionLifeMs: 0, retryDelaysMs: Array.from({ length: 60 }, () => 300) });
  installed = await stage.install({ events: ['message.im'] });
});
afterEach(() => stage.end());

const connections = () => stage.connections(installed.appId);
const openBeside = (old: string) =>
  until(
    async () => (await connections()).find(({ id, state }) => id !== old && state === 'open'),
    'another connection',
  );

/** A client that acks; resolves with the id of its connection. */
async function listen(patience: { clientPingTimeout: number; serverPingTimeout?: number }): Promise<string> {
  const client = stage.socket(installed.appToken, patience);
  client.on('slack_event', async ({ ack }) => {
    await ack();
  });
  await client.start();
  return (await connections())[0]?.id ?? '';
}

test('a client whose pings are never answered gives its connection up and connects anew', async () => {
  await stage.control.changeSettings({ pongs: false });
  const old = await listen({ clientPingTimeout: CLIENT_PATIENCE_MS });
  await until(async () => !(await connections()).some(({ id }) => id === old), 'the end of the connection');
  await stage.control.changeSettings({ pongs: true });
  await openBeside(old);
});

test('a half-open connection swallows a message, the client notices, and the message comes again', async () => {
  const old = await listen({ clientPingTimeout: CLIENT_PATIENCE_MS });
  await stage.control.changeSettings({ ackTimeoutMs: 200 });
  await stage.control.cut(installed.appId, old, 'silent');
  await stage.control.say(ACME, installed.im, { user: ADA, text: 'anyone?' });
  await openBeside(old);
  await stage.acked(1);
  const { deliveries } = await stage.control.record();
  expect(deliveries[0]).toMatchObject({ connectionId: old, attempt: 0, ackedN: null });
  const arrived = deliveries.find(({ ackedN }) => ackedN !== null);
  expect(arrived?.attempt).toBeGreaterThan(0);
  expect(arrived?.connectionId).not.toBe(old);
  expect(new Set(deliveries.map(({ eventId }) => eventId)).size).toBe(1);
});

test('a client that was pinged notices when pings stop coming', async () => {
  let pings = 0;
  const count = () => {
    pings += 1;
  };
  // Where the official client itself hears of pings.
  subscribe('undici:websocket:ping', count);
  stage.onEnd(() => unsubscribe('undici:websocket:ping', count));
  await stage.control.changeSettings({ pingIntervalMs: 100 });
  const old = await listen({ clientPingTimeout: CLIENT_PATIENCE_MS, serverPingTimeout: 400 });
  await until(() => pings > 0, 'a ping');
  await stage.control.changeSettings({ pingIntervalMs: 0 });
  await openBeside(old);
});
