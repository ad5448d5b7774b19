import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from './start-simulator.ts';
import { ACME, ADA, BEN, GENERAL } from './testing/world.ts';
import { waitForMessage } from './wait-for-message.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.stop());

const say = (user: string, text: string) => simulator.control.say(ACME, GENERAL, { user, text });

test('gives the message that is there, and the one that comes later', async () => {
  const { control } = simulator;
  await say(ADA, 'early');
  const query = { team: ACME, channel: GENERAL };
  expect(await waitForMessage(control, query, ({ text }) => text === 'early')).toMatchObject({ user: ADA });
  const later = waitForMessage(control, query, ({ user }) => user === BEN);
  await say(BEN, 'late');
  expect(await later).toMatchObject({ text: 'late' });
});

test('looks into a thread when asked to', async () => {
  const { ts } = await say(ADA, 'tea?');
  const isReply = ({ text }: { text: string }) => text === 'yes';
  const reply = waitForMessage(simulator.control, { team: ACME, channel: GENERAL, threadTs: ts }, isReply);
  await simulator.control.say(ACME, GENERAL, { user: BEN, text: 'yes', thread_ts: ts });
  expect(await reply).toMatchObject({ thread_ts: ts });
});

test('says what was there instead of what was waited for', async () => {
  const wait = () =>
    waitForMessage(simulator.control, { team: ACME, channel: GENERAL }, () => false, { timeoutMs: 0 });
  await expect(wait()).rejects.toThrow(`no such message in ${GENERAL} after 0 ms; there is none`);
  await say(ADA, 'a "quoted" word');
  await expect(wait()).rejects.toThrow('there are "a \\"quoted\\" word"');
});

test('passes a refusal on at once', async () => {
  const wait = waitForMessage(simulator.control, { team: ACME, channel: 'C0NOWHERE' }, () => true);
  await expect(wait).rejects.toMatchObject({ code: 'unknown_channel' });
});
