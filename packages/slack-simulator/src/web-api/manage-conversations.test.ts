import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, DAILY, GENERAL, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

const SCOPES = ['channels:manage', 'groups:write', 'channels:read', 'groups:read', 'im:write', 'mpim:write'];

let world: TestWorld;
let keeper: SimInstalled;
beforeEach(async () => {
  world = await testWorld();
  const app = await world.simulator.control.addApp({ name: 'Keeper', scopes: SCOPES, events: [] });
  keeper = await world.simulator.control.install(ACME, app.id, { channels: [GENERAL] });
});
afterEach(() => world.simulator.stop());

const call = (method: string, args = {}, token: string | null = keeper.botToken) =>
  api(world.simulator.apiUrl, `conversations.${method}`, token, args);
const make = async (name: string, more = {}) => (await call('create', { name, ...more })).channel;
const idOf = (channel: unknown) => (channel as { id: string }).id;

test('a made channel has its maker in it, and the kind that was asked for', async () => {
  expect(await make('tea')).toMatchObject({
    name: 'tea',
    is_channel: true,
    is_member: true,
    is_private: false,
  });
  expect(await make('tea-2', { is_private: true })).toMatchObject({ is_private: true, is_group: true });
  expect((await call('create', { name: 'x' }, world.botToken)).error).toBe('missing_scope');
});

test.each([
  ['', 'invalid_name_required'],
  ['x'.repeat(81), 'invalid_name_maxlength'],
  ['Tea', 'invalid_name_specials'],
  ['tea time', 'invalid_name_specials'],
  ['--__', 'invalid_name_punctuation'],
  ['daily', 'name_taken'],
])('no channel can be called "%s": %s', async (name, error) => {
  expect((await call('create', { name })).error).toBe(error);
});

test('a channel is called otherwise by its maker only, and remembers how it was called', async () => {
  const id = idOf(await make('tea'));
  const { channel } = await call('rename', { channel: id, name: 'coffee' });
  expect(channel).toMatchObject({ id, name: 'coffee', name_normalized: 'coffee', previous_names: ['tea'] });
  expect((await call('rename', { channel: id, name: 'daily' })).error).toBe('name_taken');
  expect((await call('rename', { channel: GENERAL, name: 'all' })).error).toBe('not_authorized');
  expect((await call('rename', { channel: LEADS, name: 'all' })).error).toBe('channel_not_found');
});

test('an archived channel takes nothing any more, and no bot opens it again', async () => {
  const id = idOf(await make('tea'));
  expect(await call('archive', { channel: id })).toEqual({ ok: true });
  expect((await call('archive', { channel: id })).error).toBe('already_archived');
  expect((await call('setTopic', { channel: id, topic: 'x' })).error).toBe('is_archived');
  expect((await call('invite', { channel: id, users: ADA })).error).toBe('is_archived');
  expect((await call('archive', { channel: GENERAL })).error).toBe('cant_archive_general');
  expect((await call('archive', { channel: DAILY })).error).toBe('not_in_channel');
  expect((await call('unarchive', { channel: id })).error).toBe('not_in_channel');
  expect((await call('unarchive', { channel: GENERAL })).error).toBe('not_archived');
});

test('topic and purpose are kept with who set them, and are told in the channel', async () => {
  const id = idOf(await make('tea'));
  const { channel } = await call('setTopic', { channel: id, topic: 'hot & sweet' });
  expect(channel).toMatchObject({ topic: { value: 'hot &amp; sweet', creator: keeper.botUserId } });
  await call('setPurpose', { channel: id, purpose: 'to drink' });
  const info = await call('info', { channel: id });
  expect(info.channel).toMatchObject({ topic: { value: 'hot &amp; sweet' }, purpose: { value: 'to drink' } });
  expect((await call('setTopic', { channel: id, topic: 'x'.repeat(251) })).error).toBe('too_long');
  expect((await call('setTopic', { channel: DAILY, topic: 'x' })).error).toBe('not_in_channel');
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: id });
  expect(messages).toMatchObject([
    { subtype: 'channel_topic', topic: 'hot &amp; sweet', user: keeper.botUserId },
    { subtype: 'channel_purpose', purpose: 'to drink' },
  ]);
});

test('how far somebody has read is theirs alone', async () => {
  expect(await call('mark', { channel: GENERAL, ts: '1730000000.000100' })).toEqual({ ok: true });
  const { channel } = await call('info', { channel: GENERAL });
  expect(channel).toMatchObject({ last_read: '1730000000.000100' });
  expect((await call('mark', { channel: GENERAL, ts: 'now' })).error).toBe('invalid_timestamp');
  expect((await call('mark', { channel: DAILY, ts: '1.000000' })).error).toBe('not_in_channel');
});
