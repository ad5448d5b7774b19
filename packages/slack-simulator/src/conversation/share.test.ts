import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { INITECH, LAB, OFFICE, OFFICE_GENERAL, ORG_SEED } from '../testing/org-world.ts';
import { api, openRaw, type RawClient } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import {
  ACME,
  ADA,
  BEN,
  DAILY,
  DAN,
  GENERAL,
  GLOBEX,
  LEADS,
  type TestWorld,
  testWorld,
} from '../testing/world.ts';

type Json = Readonly<Record<string, unknown>>;
type Wrapped = Json & { readonly event: Json; readonly authorizations: readonly Json[] };

const READING = ['channels:read', 'channels:history', 'users:read', 'chat:write', 'app_mentions:read'];

let world: TestWorld;
let client: RawClient;
beforeEach(async () => {
  world = await testWorld();
  const { control, apiUrl } = world.simulator;
  const events = ['app_mention', 'message.channels', 'channel_shared', 'channel_unshared', 'reaction_added'];
  await control.changeSettings({ doubles: false, retryDelaysMs: [] });
  await control.changeApp(world.appId, { events, scopes: [...READING, 'reactions:read'] });
  await control.install(ACME, world.appId);
  await control.shareChannel(ACME, GENERAL, GLOBEX);
  client = await openRaw(apiUrl, world.appToken);
  await client.frame('hello');
});
afterEach(() => world.simulator.stop());

const call = (method: string, args: Json = {}, token = world.botToken) =>
  api(world.simulator.apiUrl, method, token, args);
const events = () =>
  client.frames.flatMap(({ type, payload }) =>
    type === 'events_api' ? [payload as unknown as Wrapped] : [],
  );
const heard = (type: string) => until(() => events().find(({ event }) => event.type === type), `a ${type}`);
/** Everything that was sent to apps so far has come. */
const allHeard = async () => {
  const { deliveries } = await world.simulator.control.record();
  await until(() => events().length === deliveries.length, 'every event');
  return events();
};
/** The app in Globex too, with its bot in the shared channel. */
async function installInGlobex() {
  const { control } = world.simulator;
  const installed = await control.install(GLOBEX, world.appId, { channels: [GENERAL] });
  expect(installed.botUserId).not.toBe(world.botUserId);
  return installed;
}

describe('a shared channel', () => {
  test('is one channel with the messages of both workspaces', async () => {
    const { control } = world.simulator;
    await control.say(ACME, GENERAL, { user: ADA, text: 'from Acme' });
    await control.say(GLOBEX, GENERAL, { user: DAN, text: 'from Globex' });
    for (const team of [ACME, GLOBEX]) {
      const { messages } = await control.messages({ team, channel: GENERAL });
      expect(messages.map(({ text, team: of }) => [text, of])).toEqual([
        ['from Acme', ACME],
        ['from Globex', GLOBEX],
      ]);
    }
    const { workspaces } = await control.state();
    for (const team of [ACME, GLOBEX]) {
      const channel = workspaces.find(({ id }) => id === team)?.channels.find(({ id }) => id === GENERAL);
      expect(channel).toMatchObject({ teams: [ACME, GLOBEX], members: expect.arrayContaining([ADA, DAN]) });
    }
  });

  test('is named as one of Slack Connect by conversations.info, others are not', async () => {
    expect(await call('conversations.info', { channel: GENERAL })).toMatchObject({
      channel: {
        is_shared: true,
        is_ext_shared: true,
        is_org_shared: false,
        shared_team_ids: [ACME, GLOBEX],
        connected_team_ids: [ACME, GLOBEX],
        context_team_id: ACME,
      },
    });
    const { channel } = await call('conversations.info', { channel: DAILY });
    expect(channel).toMatchObject({ is_shared: false, is_ext_shared: false, shared_team_ids: [ACME] });
    expect(channel).not.toHaveProperty('connected_team_ids');
  });

  test('makes its people known to the app, and nobody else of their workspace', async () => {
    const { control } = world.simulator;
    expect(await call('users.info', { user: DAN })).toMatchObject({
      user: { id: DAN, team_id: GLOBEX, name: 'dan', is_stranger: false },
    });
    await control.kick(GLOBEX, GENERAL, DAN);
    expect(await call('users.info', { user: DAN })).toMatchObject({ error: 'user_not_found' });
    const { members } = (await call('users.list')) as { members: { id: string }[] };
    expect(members.map(({ id }) => id)).not.toContain('U0GLOBEXEVA');
  });

  test('that the app is not in has strangers', async () => {
    const { control } = world.simulator;
    await control.shareChannel(ACME, LEADS, GLOBEX);
    await control.kick(GLOBEX, GENERAL, DAN);
    expect(await call('users.info', { user: DAN })).toMatchObject({ user: { is_stranger: true } });
  });

  test('shows the other workspace nothing but itself', async () => {
    const { botToken } = await installInGlobex();
    for (const channel of [DAILY, LEADS])
      for (const method of ['conversations.info', 'conversations.history'])
        expect(await call(method, { channel }, botToken)).toMatchObject({ error: 'channel_not_found' });
    const { channels } = (await call('conversations.list', {}, botToken)) as { channels: { id: string }[] };
    expect(channels.map(({ id }) => id).sort()).toEqual([GENERAL, 'C0GLOBEXGEN', 'C0GLOBEXSTN'].sort());
    await world.simulator.control.say(ACME, DAILY, { user: ADA, text: 'internal' });
    expect((await allHeard()).filter(({ event }) => event.text === 'internal')).toEqual([]);
    expect(await call('chat.postMessage', { channel: GENERAL, text: 'hello' }, botToken)).toMatchObject({
      ok: true,
      message: { team: GLOBEX, bot_profile: { name: 'Muster' } },
    });
  });

  test('survives a restart, with members and messages of both sides', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
    try {
      const first = await testWorld({ stateDir: folder });
      await first.simulator.control.shareChannel(ACME, GENERAL, GLOBEX);
      await first.simulator.control.shareChannel(ACME, DAILY, GLOBEX);
      await first.simulator.control.unshareChannel(ACME, DAILY, GLOBEX);
      await first.simulator.control.say(GLOBEX, GENERAL, { user: DAN, text: 'before' });
      const before = (await first.simulator.control.state()).workspaces.map(({ channels }) => channels);
      await first.simulator.stop();
      for (let start = 0; start < 2; start += 1) {
        const revived = await startSimulator({ stateDir: folder });
        const { control } = revived;
        expect((await control.state()).workspaces.map(({ channels }) => channels)).toEqual(before);
        const { messages } = await control.messages({ team: ACME, channel: GENERAL });
        expect(messages).toMatchObject([{ text: 'before', team: GLOBEX }]);
        await revived.stop();
        const kept = readFileSync(path.join(folder, 'journal.jsonl'), 'utf8');
        expect(kept.match(/"text":"before"/g)).toHaveLength(1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what the app shows', () => {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [button] }];

  test('can be pressed and answered from the other workspace', async () => {
    const { control } = world.simulator;
    const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'go', blocks });
    const surface = { type: 'message', channel: GENERAL, ts: String(ts) } as const;
    await control.act(GLOBEX, { user: DAN, surface, actionId: 'go' });
    const payload = (await client.frame('interactive')).payload as unknown as Json;
    expect(payload).toMatchObject({
      team: { id: ACME },
      user: { id: DAN, username: 'dan', team_id: GLOBEX },
    });
    await fetch(String(payload.response_url), {
      method: 'POST',
      body: JSON.stringify({ text: 'only for Dan', response_type: 'ephemeral', replace_original: false }),
    });
    const { messages } = await control.messages({ team: GLOBEX, channel: GENERAL, as: DAN });
    expect(messages.at(-1)).toMatchObject({ text: 'only for Dan', ephemeral: true });
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Tea' }, blocks: [] };
    expect(await call('views.open', { trigger_id: payload.trigger_id, view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});

describe('events', () => {
  test('of a stranger’s message say where they are from, and for whom they came', async () => {
    const { control } = world.simulator;
    await control.say(GLOBEX, GENERAL, { user: DAN, text: `<@${world.botUserId}> hello` });
    expect(await heard('app_mention')).toMatchObject({
      team_id: ACME,
      context_team_id: ACME,
      is_ext_shared_channel: true,
      authorizations: [{ team_id: ACME, user_id: world.botUserId, is_enterprise_install: false }],
      event: { user: DAN, team: GLOBEX, user_team: GLOBEX, source_team: GLOBEX, channel: GENERAL },
    });
    await control.say(ACME, DAILY, { user: ADA, text: 'not heard' });
    await control.invite(ACME, DAILY, world.botUserId);
    await control.say(ACME, DAILY, { user: ADA, text: 'inside' });
    const inside = await until(() => events().find(({ event }) => event.text === 'inside'), 'it');
    expect(inside).toMatchObject({ is_ext_shared_channel: false, event: { team: ACME } });
    expect(inside.event).not.toHaveProperty('user_team');
  });

  test('come once to an app in both workspaces: for the one whose bot is meant', async () => {
    const { control } = world.simulator;
    const globex = await installInGlobex();
    await control.say(ACME, GENERAL, { user: ADA, text: `<@${globex.botUserId}> over there?` });
    await control.say(ACME, GENERAL, { user: ADA, text: 'all' });
    const { ts } = await control.say(GLOBEX, GENERAL, { user: DAN, text: 'all again' });
    await control.react(GLOBEX, GENERAL, ts, { user: DAN, name: 'eyes' });
    const all = await allHeard();
    expect(
      all.map(({ event, context_team_id, authorizations }) => [
        event.type,
        event.text,
        context_team_id,
        authorizations.map(({ team_id }) => team_id),
      ]),
    ).toEqual([
      ['app_mention', `<@${globex.botUserId}> over there?`, GLOBEX, [GLOBEX]],
      ['message', 'all', ACME, [ACME]],
      ['message', 'all again', GLOBEX, [GLOBEX]],
      ['reaction_added', undefined, GLOBEX, [GLOBEX]],
    ]);
  });

  test('go on in the other workspace when one removes the app', async () => {
    const { control } = world.simulator;
    const globex = await installInGlobex();
    await control.uninstall(ACME, world.appId);
    await control.say(ACME, GENERAL, { user: ADA, text: `<@${globex.botUserId}> still there?` });
    expect(await heard('app_mention')).toMatchObject({
      context_team_id: GLOBEX,
      event: { user: ADA, team: ACME },
    });
    const posted = await call('chat.postMessage', { channel: GENERAL, text: 'yes' }, globex.botToken);
    expect(posted).toMatchObject({ ok: true });
    expect(await call('auth.test')).toMatchObject({ error: 'account_inactive' });
  });

  test('tell both sides that a channel was shared, and that it no longer is', async () => {
    const { control } = world.simulator;
    await control.install(GLOBEX, world.appId);
    await control.shareChannel(ACME, DAILY, GLOBEX);
    await control.shareChannel(ACME, DAILY, GLOBEX);
    await control.unshareChannel(ACME, DAILY, GLOBEX);
    const told = (await allHeard()).map(({ context_team_id, event }) => [
      event.type,
      context_team_id,
      event.connected_team_id ?? event.previously_connected_team_id,
    ]);
    expect(told).toEqual([
      ['channel_shared', ACME, GLOBEX],
      ['channel_shared', GLOBEX, ACME],
      ['channel_unshared', GLOBEX, ACME],
      ['channel_unshared', ACME, GLOBEX],
    ]);
    const { workspaces } = await control.state();
    const ids = workspaces.find(({ id }) => id === GLOBEX)?.channels.map(({ id }) => id);
    expect(ids).not.toContain(DAILY);
    const daily = workspaces[0]?.channels.find(({ id }) => id === DAILY);
    expect([daily?.teams, daily?.members.includes(DAN)]).toEqual([[ACME], false]);
    await control.say(ACME, DAILY, { user: BEN, text: 'among ourselves' });
    const { messages } = await control.messages({ team: ACME, channel: DAILY });
    expect(messages).toHaveLength(1);
    await expect(control.messages({ team: GLOBEX, channel: DAILY })).rejects.toMatchObject({
      code: 'unknown_channel',
    });
  });
});

test('what cannot be shared is refused', async () => {
  const { control } = world.simulator;
  const refused = (refusal: Promise<unknown>, code: string) =>
    expect(refusal).rejects.toMatchObject({ code });
  await refused(control.shareChannel(ACME, DAILY, ACME), 'same_workspace');
  await refused(control.shareChannel(ACME, DAILY, 'T0NOWHERE01'), 'unknown_workspace');
  await refused(control.shareChannel(ACME, world.im, GLOBEX), 'not_shareable');
  await refused(control.shareChannel(GLOBEX, GENERAL, ACME), 'not_the_owner');
  await refused(control.unshareChannel(GLOBEX, GENERAL, ACME), 'not_the_owner');
});

test('a channel between workspaces of one organisation is shared, but not of Slack Connect', async () => {
  const simulator = await startSimulator({ seed: ORG_SEED });
  const { control } = simulator;
  const app = await control.addApp({ scopes: READING });
  const { botToken } = await control.installOrg(INITECH, app.id);
  await control.shareChannel(OFFICE, OFFICE_GENERAL, LAB);
  const info = () => api(simulator.apiUrl, 'conversations.info', botToken, { channel: OFFICE_GENERAL });
  expect(await info()).toMatchObject({
    channel: { is_shared: true, is_org_shared: true, is_ext_shared: false, shared_team_ids: [OFFICE, LAB] },
  });
  await control.shareChannel(OFFICE, OFFICE_GENERAL, GLOBEX);
  expect(await info()).toMatchObject({ channel: { is_org_shared: false, is_ext_shared: true } });
  await simulator.stop();
});
