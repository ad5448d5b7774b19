import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { openRaw } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';

let clock: ManualClock;
let world: TestWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const connect = async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  return client;
};
const control = () => world.simulator.control;
const sayIm = (text: string) => control().say(ACME, world.im, { user: ADA, text });

test('delivers again with the same event id when no ack came in three seconds', async () => {
  const client = await connect();
  await sayIm('hello');
  const first = await client.frame('events_api');
  clock.advance(2_999);
  clock.advance(1);
  const second = await client.frame('events_api', 1);
  expect(second.payload?.event_id).toBe(first.payload?.event_id);
  expect(second.envelope_id).not.toBe(first.envelope_id);
  expect(first).toMatchObject({ retry_attempt: 0, retry_reason: '' });
  expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
});

test('gives up after the last retry', async () => {
  const client = await connect();
  await sayIm('hello');
  clock.advance(1_000_000);
  await client.frame('events_api', 3);
  const { events, deliveries } = await control().record();
  expect(events[0]?.outcome).toBe('given-up');
  expect(deliveries.map((one) => one.attempt)).toEqual([0, 1, 2, 3]);
});

test('an ack in time ends the deliveries, later acks change nothing', async () => {
  const client = await connect();
  await sayIm('hello');
  const frame = await client.frame('events_api');
  client.ack(frame);
  client.ack(frame);
  client.ack({ type: 'events_api', envelope_id: 'never-sent' });
  const record = await until(async () => {
    const page = await control().record();
    return page.acks.length === 3 && page;
  }, 'the acks');
  expect(record.acks.map((ack) => ack.kind)).toEqual(['accepted', 'duplicate', 'unknown']);
  expect(record.deliveries[0]?.ackedN).toBe(record.acks[0]?.n);
  clock.advance(1_000_000);
  expect((await control().record()).deliveries).toHaveLength(1);
});

test('events that find no connection come as retries only', async () => {
  await sayIm('hello');
  // The retry at once finds nobody either.
  clock.advance(0);
  const client = await connect();
  clock.advance(59_999);
  expect(client.frames).toHaveLength(1);
  clock.advance(1);
  expect(await client.frame('events_api')).toMatchObject({ retry_attempt: 2 });
});

test('a repeated delivery can look like the first where that is switched on', async () => {
  await control().changeSettings({ sameEnvelopeRepeats: true });
  const client = await connect();
  await sayIm('hello');
  const first = await client.frame('events_api');
  clock.advance(3_000);
  expect(await client.frame('events_api', 1)).toEqual(first);
});

test('slash commands are never delivered again, and an ack may answer them', async () => {
  const client = await connect();
  await control().changeApp(world.app.id, { slashCommands: [{ command: '/muster', description: 'Help' }] });
  const slash = { appId: world.app.id, user: ADA, channel: GENERAL, command: '/muster', text: 'help' };
  await control().slash(ACME, slash);
  const frame = await client.frame('slash_commands');
  clock.advance(1_000_000);
  await control().slash(ACME, slash);
  client.ack(await client.frame('slash_commands', 1), { text: 'Here is help' });
  const seen = await until(async () => {
    const { messages } = await control().messages({ team: ACME, channel: GENERAL, as: ADA });
    return messages[1];
  }, 'the answer');
  expect(seen).toMatchObject({ text: 'Here is help', ephemeral: true });
  expect(client.frames.filter((one) => one.envelope_id === frame.envelope_id)).toHaveLength(1);
});

test('a late ack does not stop the next delivery', async () => {
  await control().changeSettings({ retryDelaysMs: [60_000] });
  const client = await connect();
  await sayIm('hello');
  const first = await client.frame('events_api');
  clock.advance(3_000);
  client.ack(first);
  await until(async () => (await control().record()).acks[0]?.kind === 'late', 'the ack');
  clock.advance(60_000);
  const second = await client.frame('events_api', 1);
  expect(second.payload?.event_id).toBe(first.payload?.event_id);
  client.ack(second);
  await until(async () => (await control().record()).events[0]?.outcome === 'acked', 'the ack in time');
});
