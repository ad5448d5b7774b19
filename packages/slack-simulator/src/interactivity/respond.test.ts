import { afterEach, beforeEach, expect, test } from 'vitest';
import { actions, button, type InteractiveWorld, interactiveWorld } from '../testing/interactive-world.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let clock: ManualClock;
let world: InteractiveWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await interactiveWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const seen = async (as: string, threadTs?: string) =>
  (await control().messages({ team: ACME, channel: GENERAL, as, ...(threadTs ? { threadTs } : {}) }))
    .messages;
const respond = async (url: string, body: unknown) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, ...((await response.json()) as object) };
};
/** The address that a press of the message's button gives. */
const press = async (ts: string, at = 0) => {
  const surface = { type: 'message', channel: GENERAL, ts } as const;
  await control().act(ACME, { user: ADA, surface, actionId: 'go' });
  return (await world.heard(at)).payload.response_url;
};
const blocks = [actions('row', button('go'))];
const command = async () => {
  await control().slash(ACME, {
    appId: world.appId,
    user: ADA,
    channel: GENERAL,
    command: '/tea',
    text: '',
  });
  const { payload } = await world.client.frame('slash_commands');
  return String((payload as unknown as { response_url: string }).response_url);
};

test('an address works five times, then it is used up', async () => {
  const url = await command();
  for (let cup = 1; cup <= 5; cup += 1)
    expect(await respond(url, { text: `cup ${cup}` })).toEqual({ status: 200, ok: true });
  expect(await respond(url, { text: 'cup 6' })).toEqual({ status: 404, ok: false, error: 'used_url' });
  expect((await seen(ADA)).map(({ text }) => text)).toEqual(['cup 1', 'cup 2', 'cup 3', 'cup 4', 'cup 5']);
  expect(await seen(BEN)).toEqual([]);
});

test('an address expires after thirty minutes, and one that never was is refused', async () => {
  const url = await command();
  clock.advance(3_000);
  const before = await seen(ADA);
  clock.advance(1_796_999);
  expect(await respond(url, { text: 'just in time' })).toMatchObject({ status: 200 });
  clock.advance(1);
  expect(await respond(url, { text: 'late' })).toEqual({ status: 404, ok: false, error: 'expired_url' });
  expect(await respond(`${world.simulator.url}/respond/none`, { text: 'hello' })).toMatchObject({
    status: 404,
  });
  expect(await seen(ADA)).toHaveLength(before.length + 1);
});

test('both limits are settings', async () => {
  await control().changeSettings({ responseUrlUses: 1, responseUrlLifeMs: 60_000 });
  const url = await command();
  expect(await respond(url, { text: 'one' })).toMatchObject({ status: 200 });
  expect(await respond(url, { text: 'two' })).toMatchObject({ error: 'used_url' });
  clock.advance(60_000);
  expect(await respond(url, { text: 'three' })).toMatchObject({ error: 'expired_url' });
});

test('an answer may be before everyone, or in a thread', async () => {
  const url = await command();
  await respond(url, { text: 'for all', response_type: 'in_channel' });
  const [message] = await seen(BEN);
  expect(message).toMatchObject({ text: 'for all', user: world.botUserId, bot_id: world.botId });
  await respond(url, { text: 'below', response_type: 'in_channel', thread_ts: message?.ts });
  expect(await seen(BEN, message?.ts)).toMatchObject([{ text: 'for all' }, { text: 'below' }]);
});

test('what is no message is refused, and costs no use', async () => {
  await control().changeSettings({ responseUrlUses: 1 });
  const url = await command();
  expect(await respond(url, {})).toEqual({ status: 400, ok: false, error: 'no_text' });
  expect(await respond(url, { blocks: [{}] })).toMatchObject({ status: 400, error: 'invalid_blocks' });
  const broken = await fetch(url, { method: 'POST', body: '{' });
  expect([broken.status, await broken.json()]).toEqual([400, { ok: false, error: 'invalid_json' }]);
  expect(await respond(url, { text: 'fine' })).toMatchObject({ status: 200 });
});

test('replaces and deletes the message whose button was pressed', async () => {
  const { ts } = await world.call('chat.postMessage', { channel: GENERAL, text: 'choose', blocks });
  const url = await press(String(ts));
  await respond(url, { replace_original: true, text: 'chosen' });
  const [replaced] = await seen(BEN);
  expect(replaced).toMatchObject({ ts, text: 'chosen' });
  expect(replaced?.blocks).toBeUndefined();
  await respond(url, { text: 'beside' });
  expect((await seen(BEN)).map(({ text }) => text)).toEqual(['chosen']);
  expect((await seen(ADA)).map(({ text }) => text)).toEqual(['chosen', 'beside']);
  await respond(url, { delete_original: true });
  expect(await seen(BEN)).toEqual([]);
});

test('an answer that does not forbid it replaces the message when that is set', async () => {
  await control().changeSettings({ answersReplace: true });
  const { ts } = await world.call('chat.postMessage', { channel: GENERAL, text: 'choose', blocks });
  const url = await press(String(ts));
  await respond(url, { text: 'beside', replace_original: false });
  expect((await seen(ADA)).map(({ text }) => text)).toEqual(['choose', 'beside']);
  await respond(url, { text: 'chosen' });
  expect(await seen(BEN)).toMatchObject([{ ts, text: 'chosen' }]);
  // A command has no message to replace.
  await respond(await command(), { text: 'tea' });
  expect((await seen(ADA)).map(({ text }) => text)).toEqual(['chosen', 'beside', 'tea']);
});

test('ephemeral messages are replaced and deleted in no other way', async () => {
  await world.call('chat.postEphemeral', { channel: GENERAL, user: ADA, text: 'psst', blocks });
  const ts = String((await world.newest(GENERAL, ADA)).ts);
  const events = (await control().record()).events.length;
  const url = await press(ts);
  await respond(url, { replace_original: 'true', response_type: 'in_channel', text: 'hush', blocks });
  expect(await seen(ADA)).toMatchObject([{ ts, text: 'hush', ephemeral: true, blocks }]);
  expect(await seen(BEN)).toEqual([]);
  const again = await press(ts, 1);
  await respond(again, { delete_original: true });
  expect(await seen(ADA)).toEqual([]);
  // The two presses, and nothing of what became of the message.
  expect((await control().record()).events).toHaveLength(events + 2);
});

test('an address dies with the installation', async () => {
  const url = await command();
  await control().uninstall(ACME, world.appId);
  expect(await respond(url, { text: 'anybody?' })).toMatchObject({ status: 404, error: 'expired_url' });
});
