import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, DAILY, GENERAL, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

let world: TestWorld;
let keeper: SimInstalled;
beforeEach(async () => {
  world = await testWorld();
  const scopes = ['channels:manage', 'groups:write', 'im:write', 'mpim:write', 'channels:read'];
  const app = await world.simulator.control.addApp({ name: 'Keeper', scopes, events: [] });
  keeper = await world.simulator.control.install(ACME, app.id, { channels: [GENERAL] });
});
afterEach(() => world.simulator.stop());

const call = (method: string, args = {}, token: string | null = keeper.botToken) =>
  api(world.simulator.apiUrl, `conversations.${method}`, token, args);
const made = async () => ((await call('create', { name: 'tea' })).channel as { id: string }).id;
const members = async (channel: string) => (await call('members', { channel })).members;

test('invites all or nobody, and with force those who can come', async () => {
  const channel = await made();
  const refused = await call('invite', { channel, users: `${ADA},U0NOBODY` });
  expect(refused).toEqual({
    ok: false,
    error: 'user_not_found',
    errors: [{ user: 'U0NOBODY', ok: false, error: 'user_not_found' }],
  });
  expect(await members(channel)).toEqual([keeper.botUserId]);
  const forced = await call('invite', { channel, users: `${ADA},U0NOBODY`, force: true });
  expect(forced).toMatchObject({ ok: true, errors: [{ user: 'U0NOBODY' }] });
  expect(await members(channel)).toEqual([keeper.botUserId, ADA]);
});

test('invites nobody who is there, not itself, and not into conversations that have their people', async () => {
  const channel = await made();
  const errors = await Promise.all([
    call('invite', { channel: GENERAL, users: ADA }),
    call('invite', { channel, users: keeper.botUserId }),
    call('invite', { channel }),
    call('invite', { channel: DAILY, users: world.botUserId }),
    call('invite', { channel: LEADS, users: BEN }),
    call('invite', { channel: idOf(await call('open', { users: ADA })), users: BEN }),
    call('invite', { channel: GENERAL, users: ADA }, world.botToken),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'already_in_channel',
    'cant_invite_self',
    'no_user',
    'not_in_channel',
    'channel_not_found',
    'method_not_supported_for_channel_type',
    'missing_scope',
  ]);
});

const idOf = ({ channel }: Readonly<Record<string, unknown>>) => (channel as { id: string }).id;

test('sends people away, but not everybody from everywhere', async () => {
  const channel = await made();
  await call('invite', { channel, users: ADA });
  expect(await call('kick', { channel, user: ADA })).toEqual({ ok: true });
  expect(await members(channel)).toEqual([keeper.botUserId]);
  const errors = await Promise.all([
    call('kick', { channel, user: ADA }),
    call('kick', { channel, user: keeper.botUserId }),
    call('kick', { channel, user: 'U0NOBODY' }),
    call('kick', { channel: GENERAL, user: ADA }),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'not_in_channel',
    'cant_kick_self',
    'user_not_found',
    'cant_kick_from_general',
  ]);
});

test('leaves a channel once, and general never', async () => {
  const channel = await made();
  expect(await call('leave', { channel })).toEqual({ ok: true });
  expect(await call('leave', { channel })).toEqual({ ok: true, not_in_channel: true });
  expect((await call('leave', { channel: GENERAL })).error).toBe('cant_leave_general');
});

test('opens the conversation of the same people again, whatever their order', async () => {
  const first = await call('open', { users: `${ADA},${BEN}` });
  expect(first.already_open).toBeUndefined();
  const again = await call('open', { users: `${BEN},${ADA}`, return_im: true });
  expect(again).toMatchObject({
    no_op: true,
    already_open: true,
    channel: { id: idOf(first), is_mpim: true },
  });
  expect(again.channel).toMatchObject({ name: 'mpdm-keeper--ada--ben-1' });
  const named = await call('open', { channel: idOf(first) });
  expect(idOf(named)).toBe(idOf(first));
  expect(await members(idOf(first))).toBeUndefined();
});

test('a closed conversation is the same one when it is opened again', async () => {
  const channel = idOf(await call('open', { users: ADA }));
  expect(await call('close', { channel })).toEqual({ ok: true });
  expect(await call('close', { channel })).toEqual({ ok: true, no_op: true, already_closed: true });
  const again = await call('open', { users: ADA });
  expect(again).toEqual({ ok: true, channel: { id: channel } });
  expect((await call('close', { channel: GENERAL })).error).toBe('method_not_supported_for_channel_type');
});

test('opens nothing without people, with too many, with nobody, or against the will of the caller', async () => {
  const many = Array.from({ length: 9 }, (_, at) => `U${at}`).join(',');
  const errors = await Promise.all([
    call('open'),
    call('open', { users: many }),
    call('open', { users: 'U0NOBODY' }),
    call('open', { users: BEN, prevent_creation: true }),
    call('open', { channel: GENERAL }),
  ]);
  expect(errors.map(({ error }) => error)).toEqual([
    'users_list_not_supplied',
    'too_many_users',
    'user_not_found',
    'channel_not_found',
    'method_not_supported_for_channel_type',
  ]);
});
