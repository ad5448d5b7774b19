import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveWorld, interactiveWorld } from '../testing/interactive-world.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAILY, DAN, GENERAL, GLOBEX, LEADS } from '../testing/world.ts';

let clock: ManualClock;
let world: InteractiveWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await interactiveWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const type = (text: string, command = '/tea', channel = GENERAL) =>
  control().slash(ACME, { appId: world.appId, user: ADA, channel, command, text });
const seen = async (as: string, channel = GENERAL) =>
  (await control().messages({ team: ACME, channel, as })).messages;
const payload = async (at = 0) => (await world.client.frame('slash_commands', at)).payload;

test('a command tells its app who typed it where, and accepts an answer with the ack', async () => {
  await type('with milk');
  const frame = await world.client.frame('slash_commands');
  expect(frame).toMatchObject({ accepts_response_payload: true });
  expect(frame.payload).toEqual({
    token: expect.any(String),
    team_id: ACME,
    team_domain: 'acme',
    channel_id: GENERAL,
    channel_name: 'general',
    user_id: ADA,
    user_name: 'ada',
    command: '/tea',
    text: 'with milk',
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: expect.stringContaining(`${world.simulator.url}/respond/`),
    trigger_id: expect.any(String),
  });
  const { events } = await control().record();
  expect(events.at(-1)).toMatchObject({
    eventId: frame.payload?.trigger_id,
    type: 'slash_commands',
    text: 'with milk',
  });
});

test('private channels and direct messages go without their names', async () => {
  await type('', '/tea', world.im);
  expect(await payload()).toMatchObject({ channel_name: 'directmessage' });
  await type('', '/tea', LEADS);
  expect(await payload(1)).toMatchObject({ channel_name: 'privategroup' });
});

test('mentions and links come as people read them, or as tokens with names where that is asked for', async () => {
  const text = `<@${BEN}> in <#${GENERAL}> & https://example.org`;
  await type(text);
  expect(await payload()).toMatchObject({ text: '@ben in #general &amp; https://example.org' });
  await type(text, '/escaped');
  expect(await payload(1)).toMatchObject({
    text: `<@${BEN}|ben> in <#${GENERAL}|general> &amp; <https://example.org>`,
  });
});

test('what the ack brings is for the eyes of the person alone', async () => {
  await type('');
  world.client.ack(await world.client.frame('slash_commands'), { text: 'Here you are' });
  expect(await world.newest(GENERAL, ADA)).toMatchObject({
    text: 'Here you are',
    user: world.botUserId,
    ephemeral: true,
  });
  expect(await seen(BEN)).toEqual([]);
});

test('an answer before everyone shows what was typed as well', async () => {
  await type('for all');
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Tea' } }];
  const answer = { response_type: 'in_channel', blocks };
  world.client.ack(await world.client.frame('slash_commands'), answer);
  const messages = await until(async () => {
    const all = await seen(BEN);
    return all.length === 2 && all;
  }, 'both messages');
  expect(messages).toMatchObject([
    { user: ADA, text: '/tea for all' },
    { user: world.botUserId, blocks },
  ]);
});

test('a bare ack says nothing', async () => {
  await type('');
  world.client.ack(await world.client.frame('slash_commands'));
  await until(async () => (await control().record()).acks.length === 1, 'the ack');
  expect(await seen(ADA)).toEqual([]);
});

test('Slackbot tells the person when nobody acks in time, and the command never comes again', async () => {
  await type('');
  await world.client.frame('slash_commands');
  clock.advance(2_999);
  expect(await seen(ADA)).toEqual([]);
  clock.advance(1);
  expect(await seen(ADA)).toMatchObject([
    { user: 'USLACKBOT', ephemeral: true, text: '/tea failed with the error "operation_timeout"' },
  ]);
  clock.advance(1_000_000);
  expect((await control().record()).deliveries).toHaveLength(1);
});

test('Slackbot tells the person when the app has no connection', async () => {
  world.client.ws.close();
  await until(async () => (await control().state()).apps[0]?.connections.length === 0, 'the end');
  await type('');
  expect(await seen(ADA)).toMatchObject([{ text: '/tea failed with the error "dispatch_failed"' }]);
});

test('Slackbot tells the person when the answer is no message', async () => {
  await type('');
  world.client.ack(await world.client.frame('slash_commands'), { blocks: [{ type: 'section' }] });
  expect(await world.newest(GENERAL, ADA)).toMatchObject({
    user: 'USLACKBOT',
    text: '/tea failed with the error "invalid_command_response"',
  });
});

test('refuses commands that nobody could type', async () => {
  const slash = { appId: world.appId, user: ADA, channel: GENERAL, command: '/tea', text: '' };
  const refused = (change: object, team = ACME) => control().slash(team, { ...slash, ...change });
  await expect(refused({ command: '/coffee' })).rejects.toMatchObject({ code: 'unknown_command' });
  await expect(refused({ channel: 'C0NOWHERE' })).rejects.toMatchObject({ code: 'unknown_channel' });
  await expect(refused({ user: DAN })).rejects.toMatchObject({ code: 'unknown_user' });
  await expect(refused({ user: BEN, channel: LEADS })).rejects.toMatchObject({ code: 'not_in_channel' });
  const globex = (await control().state()).workspaces.find(({ id }) => id === GLOBEX);
  const channel = globex?.channels.find(({ members }) => members.includes(DAN))?.id;
  await expect(refused({ user: DAN, channel }, GLOBEX)).rejects.toMatchObject({ code: 'not_installed' });
  await control().archiveChannel(ACME, DAILY, true);
  await expect(refused({ channel: DAILY })).rejects.toMatchObject({ code: 'is_archived' });
  expect((await control().record()).events).toEqual([]);
});
