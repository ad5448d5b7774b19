import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAILY, GENERAL } from '../testing/world.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.end());

const isTold = (type: string) => type !== 'app_home_opened';
const texts = async (channel: string, threadTs?: string) => {
  const { messages } = await stage.control.messages({
    team: ACME,
    channel,
    ...(threadTs ? { threadTs } : {}),
  });
  return messages.map(({ text }) => text);
};

test('SocketModeClient and WebClient hear a direct message and answer it', async () => {
  const { app, botToken, im } = await stage.install();
  const web = stage.web(botToken);
  const socket = stage.socket(app.appToken);
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    if (body.event.type === 'message' && body.event.bot_id === undefined)
      await web.chat.postMessage({ channel: body.event.channel, text: 'Heard' });
  });
  await socket.start();
  await stage.control.say(ACME, im, { user: ADA, text: 'hello' });
  await stage.acked(2, isTold);
  expect(await texts(im)).toEqual(['hello', 'Heard']);
});

test('Bolt hears a message of each kind of channel and answers where it was said', async () => {
  const { app, appToken, botToken, botUserId, im } = await stage.install();
  const { id: room } = await stage.control.addChannel(ACME, {
    name: 'room',
    kind: 'private',
    members: [ADA],
  });
  await stage.control.invite(ACME, room, botUserId);
  const bolt = stage.bolt({ token: botToken, appToken });
  bolt.message('tea', async ({ message, say }) => {
    await say(`${message.channel_type}: yes`);
  });
  await bolt.start();
  for (const channel of [GENERAL, room, im])
    await stage.control.say(ACME, channel, { user: ADA, text: 'any tea?' });
  await stage.control.say(ACME, DAILY, { user: ADA, text: 'tea where the bot is not' });
  // Three of Ada's and the echoes of three answers.
  await stage.acked(6, isTold);
  expect(await texts(GENERAL)).toEqual(['any tea?', 'channel: yes']);
  expect(await texts(room)).toEqual(['any tea?', 'group: yes']);
  expect(await texts(im)).toEqual(['any tea?', 'im: yes']);
  expect(await texts(DAILY)).toEqual(['tea where the bot is not']);
  expect(app.id).toMatch(/^A/);
  expect(stage.errors).toEqual([]);
});

test('a mention in a channel comes twice under different event ids, one in a direct message once', async () => {
  const { appToken, botUserId, im } = await stage.install();
  const socket = stage.socket(appToken);
  const heard: { event_id: string; event: { type: string; ts: string; channel_type?: string } }[] = [];
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    heard.push(body);
  });
  await socket.start();
  const said = await stage.control.say(ACME, GENERAL, { user: ADA, text: `<@${botUserId}> tea` });
  await stage.acked(2, isTold);
  const doubles = heard.filter(({ event }) => event.ts === said.ts);
  expect(doubles.map(({ event }) => event.type).sort()).toEqual(['app_mention', 'message']);
  expect(new Set(doubles.map(({ event_id }) => event_id)).size).toBe(2);
  const direct = await stage.control.say(ACME, im, { user: ADA, text: `<@${botUserId}> tea` });
  await stage.acked(3, isTold);
  expect(heard.filter(({ event }) => event.ts === direct.ts)).toMatchObject([
    { event: { type: 'message', channel_type: 'im' } },
  ]);
});

test('Bolt keeps its own echo to itself, and hears it when asked to', async () => {
  const { appToken, botToken, botId } = await stage.install();
  const own: (string | undefined)[] = [];
  const hear = (name: string, ignoreSelf: boolean) => {
    const bolt = stage.bolt({ token: botToken, appToken, ignoreSelf });
    bolt.message(async ({ message }) => {
      own.push(`${name} ${'bot_id' in message ? message.bot_id : undefined}`);
    });
    return bolt;
  };
  const deaf = hear('deaf', true);
  await deaf.start();
  await stage.web(botToken).chat.postMessage({ channel: GENERAL, text: 'to myself' });
  await stage.acked(1, isTold);
  await deaf.stop();
  await until(async () => (await stage.connections(appToken.split('-')[2] ?? '')).length === 0, 'its end');
  await hear('open', false).start();
  await stage.web(botToken).chat.postMessage({ channel: GENERAL, text: 'to myself again' });
  await until(() => own.length > 0, 'the echo');
  expect(own).toEqual([`open ${botId}`]);
  await stage.acked(2, isTold);
});

test('a reply, an edit and a deletion in a thread reach Bolt in Slack’s shapes', async () => {
  const { appToken, botToken } = await stage.install();
  const bolt = stage.bolt({ token: botToken, appToken });
  const heard: Record<string, unknown>[] = [];
  bolt.event('message', async ({ event }) => {
    heard.push({ ...event });
  });
  await bolt.start();
  const { ts: parent } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'plans?' });
  const { ts } = await stage.control.say(ACME, GENERAL, { user: BEN, text: 'tea', thread_ts: parent });
  await stage.control.edit(ACME, GENERAL, ts, { user: BEN, text: 'tea & cake' });
  await stage.control.remove(ACME, GENERAL, ts, BEN);
  await until(() => heard.length === 4, 'the events');
  const find = (subtype: string) => heard.find((event) => event.subtype === subtype);
  expect(heard.find((event) => event.ts === ts)).toMatchObject({
    thread_ts: parent,
    parent_user_id: ADA,
    user: BEN,
    client_msg_id: expect.any(String),
    blocks: [{ type: 'rich_text' }],
  });
  expect(find('message_changed')).toMatchObject({
    hidden: true,
    message: { text: 'tea &amp; cake', edited: { user: BEN }, thread_ts: parent },
    previous_message: { text: 'tea', ts },
  });
  expect(find('message_deleted')).toMatchObject({ deleted_ts: ts, previous_message: { user: BEN } });
  await stage.acked(4, isTold);
});

test('a reaction and its withdrawal reach an app that asked for both', async () => {
  const { appToken, botToken } = await stage.install({ events: ['reaction_added', 'reaction_removed'] });
  const bolt = stage.bolt({ token: botToken, appToken });
  const heard: string[] = [];
  const item = { type: 'message', channel: GENERAL };
  for (const type of ['reaction_added', 'reaction_removed'] as const)
    bolt.event(type, async ({ event }) => {
      expect(event.item).toMatchObject(item);
      heard.push(`${type} ${event.reaction} ${event.user}`);
    });
  await bolt.start();
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'done' });
  await stage.control.react(ACME, GENERAL, ts, { user: BEN, name: 'tada' });
  await stage.control.unreact(ACME, GENERAL, ts, { user: BEN, name: 'tada' });
  await until(() => heard.length === 2, 'both');
  expect(heard.sort()).toEqual([`reaction_added tada ${BEN}`, `reaction_removed tada ${BEN}`]);
  await stage.acked(2);
  expect(stage.errors).toEqual([]);
});
