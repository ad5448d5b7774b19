import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, GENERAL } from '../testing/world.ts';

const START_S = 1_730_000_000;

let clock: ManualClock;
let stage: Stage;
beforeEach(async () => {
  clock = createManualClock(START_S * 1_000);
  stage = await startStage({}, { clock });
});
afterEach(() => stage.end());

test('WebClient schedules messages, lists them, takes one back, and the other is said', async () => {
  const { botToken, botUserId } = await stage.install();
  const web = stage.web(botToken);
  const schedule = (text: string, afterS: number) =>
    web.chat.scheduleMessage({ channel: GENERAL, text, post_at: START_S + afterS });
  const tea = await schedule('tea', 600);
  await schedule('coffee', 900);
  const { scheduled_messages } = await web.chat.scheduledMessages.list({ channel: GENERAL });
  expect(scheduled_messages?.map(({ text }) => text)).toEqual(['tea', 'coffee']);
  const scheduled_message_id = tea.scheduled_message_id ?? '';
  await web.chat.deleteScheduledMessage({ channel: GENERAL, scheduled_message_id });
  clock.advance(900_000);
  const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL });
  expect(messages.map(({ text, user }) => [text, user])).toEqual([['coffee', botUserId]]);
  await expect(schedule('late', 100)).rejects.toMatchObject({ data: { error: 'time_in_past' } });
});
