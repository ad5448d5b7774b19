import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../testing/until.ts';
import { ACME, ADA, BEN, GENERAL, type TestWorld, testWorld } from '../../testing/world.ts';
import { type Control, createControlClient } from '../index.ts';
import type { SimNotice } from '../stream.ts';

let world: TestWorld;
let client: Control;
beforeEach(async () => {
  world = await testWorld();
  client = createControlClient(world.simulator.url);
});
afterEach(() => world.simulator.stop());

test('over HTTP everything looks as it does in the process', async () => {
  expect(await client.state()).toEqual(await world.simulator.control.state());
  const { ts } = await client.say(ACME, GENERAL, { user: ADA, text: 'one' });
  await client.edit(ACME, GENERAL, ts, { user: ADA, text: 'two' });
  await client.react(ACME, GENERAL, ts, { user: BEN, name: 'tada' });
  await client.say(ACME, GENERAL, { user: BEN, text: 'reply', thread_ts: ts });
  const { messages } = await client.messages({ team: ACME, channel: GENERAL, as: ADA });
  expect(messages).toMatchObject([
    { ts, text: 'two', reply_count: 1, reactions: [{ name: 'tada', count: 1 }] },
  ]);
  expect(await client.messages({ team: ACME, channel: GENERAL, threadTs: ts })).toMatchObject({
    messages: [{ ts }, { text: 'reply' }],
  });
  await client.remove(ACME, GENERAL, ts, ADA);
  expect(await client.record()).toEqual(await world.simulator.control.record());
});

test('makes apps, workspaces, people and channels', async () => {
  const { id: team } = await client.addWorkspace({ name: 'Initech', people: [{ name: 'peter' }] });
  const { id: person } = await client.addPerson(team, { name: 'milton', timeZone: 'America/Chicago' });
  const { id: channel } = await client.addChannel(team, { name: 'basement', members: [person] });
  const app = await client.addApp({ name: 'Stapler' });
  const { botUserId } = await client.install(team, app.id, { channels: [channel] });
  const workspace = (await client.state()).workspaces.find((one) => one.id === team);
  expect(workspace).toMatchObject({ domain: 'initech', people: [{ name: 'peter' }, { name: 'milton' }] });
  expect(workspace?.channels.find((one) => one.id === channel)?.members).toEqual([person, botUserId]);
});

test('makes organisations, installs for them, and shares channels', async () => {
  const { id: enterprise } = await client.addEnterprise({ name: 'Initech' });
  const people = [{ name: 'peter' }];
  const { id: office } = await client.addWorkspace({ name: 'Office', enterprise, people });
  const { id: lab } = await client.addWorkspace({ name: 'Lab', enterprise, people });
  const installed = await client.installOrg(enterprise, world.appId, { teams: [office] });
  expect(installed).toMatchObject({ enterprise, appId: world.appId, appToken: world.appToken });
  await client.setOrgAccess(enterprise, world.appId, office, false);
  await client.setOrgAccess(enterprise, world.appId, lab, true);
  const apps = [{ appId: world.appId, teams: [lab] }];
  const organisation = { id: enterprise, name: 'Initech', domain: 'initech', apps };
  expect((await client.state()).enterprises).toEqual([organisation]);
  await client.uninstallOrg(enterprise, world.appId);
  expect((await client.state()).enterprises).toEqual([{ ...organisation, apps: [] }]);
  const teams = async () => {
    const { workspaces } = await client.state();
    return workspaces.flatMap(({ channels }) => channels).find(({ id }) => id === GENERAL)?.teams;
  };
  await client.shareChannel(ACME, GENERAL, lab);
  expect(await teams()).toEqual([ACME, lab]);
  await client.unshareChannel(ACME, GENERAL, lab);
  expect(await teams()).toEqual([ACME]);
});

test('two people have one direct message, whoever opens it', async () => {
  const { channel } = await client.openIm(ACME, { user: ADA, with: BEN });
  expect(await client.openIm(ACME, { user: BEN, with: ADA })).toEqual({ channel });
  await expect(client.openIm(ACME, { user: ADA, with: ADA })).rejects.toMatchObject({ code: 'same_person' });
  await expect(client.openIm(ACME, { user: ADA, with: 'U0NOBODY' })).rejects.toMatchObject({ status: 404 });
});

test('refusals carry a code', async () => {
  await expect(client.openIm('T0NOWHERE', { user: ADA, appId: 'A1' })).rejects.toMatchObject({
    code: 'unknown_workspace',
    status: 404,
  });
  await expect(client.changeSettings({ timeScale: -1 })).rejects.toMatchObject({ code: 'invalid_request' });
  const typo = { user: ADA, txt: 'hello' } as unknown as { user: string; text: string };
  await expect(client.say(ACME, GENERAL, typo)).rejects.toMatchObject({ status: 400 });
});

test('the stream tells what to read again', async () => {
  const patience = new AbortController();
  const stream = await fetch(`${world.simulator.url}/_sim/stream`, { signal: patience.signal });
  const notices: SimNotice[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body ?? []) {
      for (const line of decoder.decode(chunk).split('\n'))
        if (line.startsWith('data: ')) notices.push(JSON.parse(line.slice(6)) as SimNotice);
    }
  })().catch(() => {});
  const { ts } = await client.say(ACME, GENERAL, { user: ADA, text: 'hello' });
  await until(() => notices.length > 0, 'a notice');
  expect(notices[0]).toEqual({ type: 'message', team: ACME, channel: GENERAL, ts });
  patience.abort();
  await reading;
});

test('over HTTP it lists its routes', async () => {
  const { url } = world.simulator;
  const { routes } = (await (await fetch(`${url}/_sim`)).json()) as { routes: string[] };
  const say = 'POST /_sim/workspaces/:team/channels/:channel/messages';
  expect(routes).toEqual(expect.arrayContaining(['GET /_sim/state', say, 'GET /_sim/stream']));
  for (const route of routes.filter((one) => /^GET [^:]*$/.test(one) && !one.endsWith('stream')))
    expect((await fetch(`${url}${route.slice(4)}`)).status).toBe(200);
});

test('a file goes over HTTP as base64, and what is none is refused', async () => {
  const files = [{ name: 'a.txt', content: 'dGVh' }];
  await client.say(ACME, GENERAL, { user: ADA, text: '', files });
  const { messages } = await client.messages({ team: ACME, channel: GENERAL });
  expect(messages.at(-1)).toMatchObject({ text: '', files: [{ name: 'a.txt', size: 3 }] });
  const wrong = [{ name: 'a.txt', content: 'tea!' }];
  await expect(client.say(ACME, GENERAL, { user: ADA, text: '', files: wrong })).rejects.toMatchObject({
    status: 400,
  });
});
