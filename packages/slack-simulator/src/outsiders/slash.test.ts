import { type App, RespondError } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

const COMMANDS = [{ command: '/tea', description: 'Tea', shouldEscape: true }];

let stage: Stage;
let installed: SimInstalled & { im: string };
let bolt: App;
beforeEach(async () => {
  stage = await startStage();
  installed = await stage.install({ slashCommands: COMMANDS, events: [] });
  bolt = stage.bolt({ token: installed.botToken, appToken: installed.appToken });
});
afterEach(() => stage.end());

const type = (text: string, channel = GENERAL) =>
  stage.control.slash(ACME, { appId: installed.appId, user: ADA, channel, command: '/tea', text });
const seenBy = async (user: string, channel = GENERAL) =>
  (await stage.control.messages({ team: ACME, channel, as: user })).messages;
/** What the person sees once there are so many messages. */
const textsOf = (user: string, count: number, channel = GENERAL) =>
  until(async () => {
    const messages = await seenBy(user, channel);
    return messages.length === count && messages.map(({ text }) => text);
  }, `${count} messages`);

test('a command comes with who typed it where, and its ack is the answer for their eyes only', async () => {
  const heard: Record<string, unknown>[] = [];
  bolt.command('/tea', async ({ command, ack }) => {
    heard.push({ ...command });
    await ack(`Tea for ${command.user_name}`);
  });
  await bolt.start();
  await type('with milk');
  expect(await textsOf(ADA, 1)).toEqual(['Tea for ada']);
  expect(heard).toMatchObject([
    {
      command: '/tea',
      text: 'with milk',
      team_id: ACME,
      team_domain: 'acme',
      channel_id: GENERAL,
      channel_name: 'general',
      user_id: ADA,
      api_app_id: installed.appId,
      is_enterprise_install: 'false',
      trigger_id: expect.any(String),
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
    },
  ]);
  expect(await seenBy(ADA)).toMatchObject([{ ephemeral: true, user: installed.botUserId }]);
  expect(await seenBy(BEN)).toEqual([]);
});

test('an ack may answer before everyone, who then see what was typed as well', async () => {
  bolt.command('/tea', ({ ack }) => ack({ response_type: 'in_channel', text: 'Tea for all' }));
  await bolt.start();
  await type('green');
  expect(await textsOf(BEN, 2)).toEqual(['/tea green', 'Tea for all']);
});

test('an ack may bring blocks, for the eyes of the person alone', async () => {
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Oolong*' } }];
  bolt.command('/tea', ({ ack }) => ack({ text: 'Oolong', blocks }));
  await bolt.start();
  await type('');
  expect(await textsOf(ADA, 1)).toEqual(['Oolong']);
  expect(await seenBy(ADA)).toMatchObject([{ ephemeral: true, blocks }]);
  expect(await seenBy(BEN)).toEqual([]);
});

test('say after a bare ack is a message of the bot’s', async () => {
  bolt.command('/tea', async ({ ack, say }) => {
    await ack();
    await say('Here you are');
  });
  await bolt.start();
  await type('', installed.im);
  expect(await textsOf(ADA, 1, installed.im)).toEqual(['Here you are']);
});

test('respond works five times, then the address is used up', async () => {
  const refusals: unknown[] = [];
  bolt.command('/tea', async ({ ack, respond }) => {
    await ack();
    for (let cup = 1; cup <= 5; cup += 1)
      await respond({ response_type: cup % 2 === 0 ? 'in_channel' : 'ephemeral', text: `cup ${cup}` });
    await respond('one too many').catch((error: unknown) => refusals.push(error));
  });
  await bolt.start();
  await type('');
  await until(() => refusals.length === 1, 'the refusal');
  expect(refusals[0]).toBeInstanceOf(RespondError);
  expect(await textsOf(ADA, 5)).toEqual(['cup 1', 'cup 2', 'cup 3', 'cup 4', 'cup 5']);
  expect(await textsOf(BEN, 2)).toEqual(['cup 2', 'cup 4']);
});

test('a command that nobody acks never comes again, and Slackbot tells the person', async () => {
  await stage.control.changeSettings({ ackTimeoutMs: 50, retryDelaysMs: [0, 0, 0] });
  let count = 0;
  bolt.use(async ({ next }) => {
    count += 1;
    await next();
  });
  await bolt.start();
  await type('with milk');
  const givenUp = await until(async () => {
    const { events } = await stage.control.record();
    return events.find(({ outcome }) => outcome === 'given-up');
  }, 'the end of the wait');
  expect(givenUp.type).toBe('slash_commands');
  expect((await stage.control.record()).deliveries).toHaveLength(1);
  expect(count).toBe(1);
  expect(await textsOf(ADA, 1)).toEqual(['/tea failed with the error "operation_timeout"']);
  expect(await seenBy(BEN)).toEqual([]);
});

test('a command without a connection is lost, and Slackbot tells the person', async () => {
  await stage.control.changeSettings({ retryDelaysMs: [0] });
  await type('with milk');
  const { events, deliveries } = await stage.control.record();
  expect(events).toMatchObject([{ type: 'slash_commands', outcome: 'given-up' }]);
  expect(deliveries).toEqual([]);
  expect(await textsOf(ADA, 1)).toEqual(['/tea failed with the error "dispatch_failed"']);
});
