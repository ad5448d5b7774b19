import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, GENERAL, testWorld } from '../testing/world.ts';

let folder: string;
let stateDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  stateDir = path.join(folder, 'state');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What `kill -9` leaves: the files as they are while the simulator runs. */
function stateAfterKill(): string {
  const copy = path.join(folder, 'after-kill');
  cpSync(stateDir, copy, { recursive: true });
  return copy;
}

test('people, messages, installations and tokens survive a kill', async () => {
  const world = await testWorld({ stateDir });
  const { control } = world.simulator;
  const { id: person } = await control.addPerson(ACME, { name: 'zoe', timeZone: 'Europe/Paris' });
  const { ts } = await control.say(ACME, GENERAL, { user: ADA, text: 'first' });
  await control.edit(ACME, GENERAL, ts, { user: ADA, text: 'second' });
  const { ts: gone } = await control.say(ACME, GENERAL, { user: ADA, text: 'gone' });
  await control.remove(ACME, GENERAL, gone, ADA);
  const metadata = { event_type: 'muster_reply', event_payload: { reply_id: 'r1' } };
  const reply = { channel: GENERAL, thread_ts: ts, text: 'reply', metadata };
  await api(world.simulator.apiUrl, 'chat.postMessage', world.botToken, reply);
  const before = await control.state();

  const revived = await startSimulator({ stateDir: stateAfterKill() });
  const messages = await revived.control.messages({ team: ACME, channel: GENERAL });
  expect(messages.messages).toMatchObject([{ ts, text: 'second', edited: { user: ADA }, reply_count: 1 }]);
  const thread = await revived.control.messages({ team: ACME, channel: GENERAL, threadTs: ts });
  expect(thread.messages[1]).toMatchObject({ text: 'reply', metadata });
  const after = await revived.control.state();
  expect(after.workspaces[0]?.people.map((one) => one.id)).toContain(person);
  expect(after.workspaces.map(({ url: _, ...rest }) => rest)).toEqual(
    before.workspaces.map(({ url: _, ...rest }) => rest),
  );
  expect(after.settings).toEqual(before.settings);
  expect(await api(revived.apiUrl, 'auth.test', world.botToken)).toMatchObject({ ok: true });
  expect(await api(revived.apiUrl, 'apps.connections.open', world.appToken)).toMatchObject({ ok: true });
  await Promise.all([revived.stop(), world.simulator.stop()]);
});

test('a last line that a crash cut short is dropped, a damaged one before it is refused', async () => {
  const world = await testWorld({ stateDir });
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  appendFileSync(journal, '{"type":"message","te');
  const revived = await startSimulator({ stateDir });
  await revived.stop();
  expect(readFileSync(journal, 'utf8').endsWith('\n')).toBe(true);
  appendFileSync(journal, 'nonsense\n');
  const refused = startSimulator({ stateDir });
  await expect(refused).rejects.toThrow(/line \d+ of .* cannot be read/);
  // It would quote the line, with the secrets in it.
  expect(inspect(await refused.catch((error: unknown) => error))).not.toContain('nonsense');
});

test('tokens that an earlier version kept, without an expiry, live for ever', async () => {
  const world = await testWorld({ stateDir });
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const earlier = readFileSync(journal, 'utf8').replaceAll(/,"(?:expiresAt|renews|exchanged)":[a-z]+/g, '');
  expect(earlier).not.toContain('expiresAt');
  writeFileSync(journal, earlier);
  const revived = await startSimulator({ stateDir, clock: createManualClock() });
  expect(await api(revived.apiUrl, 'auth.test', world.botToken)).toMatchObject({ ok: true });
  await revived.control.changeApp(world.appId, { tokenRotation: true });
  const secrets = { client_id: world.app.clientId, client_secret: world.app.clientSecret };
  const exchanged = { ...secrets, token: world.botToken };
  expect(await api(revived.apiUrl, 'oauth.v2.exchange', null, exchanged)).toMatchObject({ ok: true });
  await revived.stop();
});

test('workspaces and installations that an earlier version kept are of no organisation', async () => {
  const world = await testWorld({ stateDir });
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const earlier = readFileSync(journal, 'utf8').replaceAll(',"enterprise":null', '');
  expect(earlier).not.toContain('enterprise');
  writeFileSync(journal, earlier);
  const revived = await startSimulator({ stateDir });
  expect((await revived.control.state()).workspaces[0]?.enterprise).toBeNull();
  expect(await api(revived.apiUrl, 'auth.test', world.botToken)).toMatchObject({
    ok: true,
    is_enterprise_install: false,
  });
  await revived.stop();
});

test('a start compacts what was edited over and over', async () => {
  const world = await testWorld({ stateDir });
  const { control } = world.simulator;
  const { ts } = await control.say(ACME, GENERAL, { user: ADA, text: 'version 0' });
  for (let version = 1; version <= 200; version += 1)
    await control.edit(ACME, GENERAL, ts, { user: ADA, text: `version ${version}` });
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const before = statSync(journal).size;
  const revived = await startSimulator({ stateDir });
  expect(statSync(journal).size).toBeLessThan(before / 2);
  const { messages } = await revived.control.messages({ team: ACME, channel: GENERAL });
  expect(messages[0]?.text).toBe('version 200');
  await revived.stop();
});

test('an app of the seed is renewed at each start and keeps its installations', async () => {
  const app = { id: 'A0SEEDED001', name: 'Old name', clientId: '1.2', appToken: 'xapp-1-A0SEEDED001-1-a' };
  const first = await startSimulator({ stateDir, seed: { apps: [app] } });
  const { botToken } = await first.control.install(ACME, app.id);
  await first.stop();
  const second = await startSimulator({ stateDir, seed: { apps: [{ ...app, name: 'New name' }] } });
  const [known] = (await second.control.state()).apps;
  expect(known?.name).toBe('New name');
  expect(await api(second.apiUrl, 'auth.test', botToken)).toMatchObject({ ok: true });
  await second.stop();
});

test('what was still to come is dropped at the stop, for the journal is closed', async () => {
  const clock = createManualClock();
  const world = await testWorld({ stateDir, clock });
  await world.simulator.control.say(ACME, GENERAL, { user: ADA, text: 'see https://a.test/page' });
  await world.simulator.stop();
  // The preview of the link is due now.
  clock.advance(60_000);
  expect(readFileSync(path.join(stateDir, 'journal.jsonl'), 'utf8')).not.toContain('from_url');
});

test('what a channel is called, says of itself, and how far it was read survive a kill', async () => {
  const world = await testWorld({ stateDir });
  const { control } = world.simulator;
  const app = await control.addApp({ scopes: ['channels:manage', 'channels:read', 'im:write'], events: [] });
  const { botToken } = await control.install(ACME, app.id);
  const call = (method: string, args: Readonly<Record<string, unknown>>, apiUrl = world.simulator.apiUrl) =>
    api(apiUrl, `conversations.${method}`, botToken, args);
  const { channel: made } = await call('create', { name: 'tea' });
  const channel = (made as { id: string }).id;
  await call('rename', { channel, name: 'coffee' });
  await call('setTopic', { channel, topic: 'black' });
  await call('setPurpose', { channel, purpose: 'to drink' });
  await call('mark', { channel, ts: '1730000000.000100' });
  const { channel: im } = await call('open', { users: ADA });
  await call('close', { channel: (im as { id: string }).id });
  const before = await call('info', { channel });

  const killed = stateAfterKill();
  // Started twice, for the first start writes the journal anew.
  await (await startSimulator({ stateDir: killed })).stop();
  const revived = await startSimulator({ stateDir: killed });
  const after = await call('info', { channel }, revived.apiUrl);
  expect(after).toEqual(before);
  expect(after.channel).toMatchObject({ name: 'coffee', topic: { value: 'black' }, previous_names: ['tea'] });
  const closed = await call('close', { channel: (im as { id: string }).id }, revived.apiUrl);
  expect(closed).toMatchObject({ already_closed: true });
  const { messages } = await revived.control.messages({ team: ACME, channel });
  expect(messages.map(({ subtype }) => subtype)).toEqual([
    'channel_name',
    'channel_topic',
    'channel_purpose',
  ]);
  await Promise.all([revived.stop(), world.simulator.stop()]);
});

test('a journal of an earlier version, whose messages know nothing of files, is still read', async () => {
  const world = await testWorld({ stateDir });
  const { ts } = await world.simulator.control.say(ACME, GENERAL, { user: ADA, text: 'old' });
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').replaceAll(/,"(particulars":null|files":\[\])/g, '');
  expect(lines).not.toMatch(/"particulars"|"files"/);
  writeFileSync(journal, lines);
  const revived = await startSimulator({ stateDir });
  const { messages } = await revived.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toMatchObject([{ ts, text: 'old' }]);
  const pin = await api(revived.apiUrl, 'conversations.history', world.botToken, { channel: GENERAL });
  expect(pin).toMatchObject({ ok: true, pin_count: 0 });
  await revived.stop();
});

test('buttons that an earlier version kept without ids can be pressed', async () => {
  const world = await testWorld({ stateDir });
  const button = (text: string) => ({ type: 'button', text: { type: 'plain_text', text } });
  const blocks = [{ type: 'actions', elements: [button('Yes'), button('No')] }];
  const posted = { channel: GENERAL, text: 'Tea?', blocks };
  const { ts } = await api(world.simulator.apiUrl, 'chat.postMessage', world.botToken, posted);
  await world.simulator.stop();
  const journal = path.join(stateDir, 'journal.jsonl');
  const earlier = readFileSync(journal, 'utf8').replaceAll(/,?\\"(?:block|action)_id\\":\\"\w+\\"/g, '');
  expect(earlier).toContain('Tea?');
  expect(earlier).not.toMatch(/(?:block|action)_id/);
  writeFileSync(journal, earlier);
  const shown = async ({ control }: Simulator) =>
    (await control.messages({ team: ACME, channel: GENERAL })).messages.at(-1)?.blocks as typeof blocks;
  const revived = await startSimulator({ stateDir });
  const named = await shown(revived);
  const actionIds = named[0]?.elements.map((one) => (one as { action_id?: string }).action_id) ?? [];
  expect(new Set(actionIds)).toEqual(new Set([expect.stringMatching(/\w+/), expect.stringMatching(/\w+/)]));
  const surface = { type: 'message', channel: GENERAL, ts: String(ts) } as const;
  for (const actionId of actionIds)
    await revived.control.act(ACME, { user: ADA, surface, actionId: String(actionId) });
  await revived.stop();
  const again = await startSimulator({ stateDir });
  expect(await shown(again)).toEqual(named);
  await again.stop();
});
