import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA, BEN } from '../testing/world.ts';

const SCOPES = ['channels:manage', 'channels:read', 'channels:history', 'groups:write', 'chat:write'];

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.end());

interface Heard {
  readonly type: string;
  readonly subtype?: string;
  readonly user?: string;
  readonly inviter?: string;
}

test('a bot makes a channel, fills and changes it, and hears of everything it did', async () => {
  const events = [
    'channel_created',
    'channel_rename',
    'channel_archive',
    'member_joined_channel',
    'member_left_channel',
    'message.channels',
  ];
  const app = await stage.control.addApp({ scopes: SCOPES, events });
  const { botToken, botUserId } = await stage.control.install(ACME, app.id);
  const socket = stage.socket(app.appToken);
  const heard: Heard[] = [];
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    heard.push(body.event);
  });
  await socket.start();
  const web = stage.web(botToken);
  const { channel } = await web.conversations.create({ name: 'tea' });
  const id = channel?.id ?? '';
  await web.conversations.invite({ channel: id, users: `${ADA},${BEN}` });
  await web.conversations.setTopic({ channel: id, topic: 'Earl Grey' });
  await web.conversations.kick({ channel: id, user: BEN });
  await web.conversations.rename({ channel: id, name: 'coffee' });
  expect((await web.conversations.members({ channel: id })).members).toEqual([botUserId, ADA]);
  await web.conversations.archive({ channel: id });
  await stage.acked(9);
  expect(heard.map(({ type, subtype }) => subtype ?? type).sort()).toEqual([
    'channel_archive',
    'channel_archive',
    'channel_created',
    'channel_name',
    'channel_rename',
    'channel_topic',
    'member_joined_channel',
    'member_joined_channel',
    'member_left_channel',
  ]);
  const joins = heard.filter(({ type }) => type === 'member_joined_channel');
  expect(joins.map(({ user, inviter }) => [user, inviter]).sort()).toEqual([
    [ADA, botUserId],
    [BEN, botUserId],
  ]);
  const { messages } = await stage.control.messages({ team: ACME, channel: id });
  expect(messages.map(({ subtype }) => subtype)).toEqual([
    'channel_topic',
    'channel_name',
    'channel_archive',
  ]);
});

test('a channel that somebody named after the bot in its topic does not mention it', async () => {
  const { app, botToken, botUserId } = await stage.install({
    scopes: [...SCOPES, 'app_mentions:read'],
    events: ['app_mention', 'channel_created'],
  });
  const socket = stage.socket(app.appToken);
  socket.on('slack_event', ({ ack }) => ack());
  await socket.start();
  const web = stage.web(botToken);
  const { channel } = await web.conversations.create({ name: 'tea' });
  await web.conversations.setTopic({ channel: channel?.id ?? '', topic: `ask <@${botUserId}>` });
  expect(await stage.acked(1)).toEqual(['channel_created']);
});
