import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimView } from '../control/index.ts';
import { startSimulator } from '../start-simulator.ts';
import { type InteractiveWorld, interactiveWorld, modal } from '../testing/interactive-world.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { api, openRaw } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let folder: string;
let world: InteractiveWorld;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vanished-'));
  world = await interactiveWorld({ clock: createManualClock(), stateDir: folder });
});
afterEach(async () => {
  await world.simulator.stop();
  rmSync(folder, { recursive: true });
});

const control = () => world.simulator.control;
const views = (user = ADA) => control().views(ACME, user);

/** Opens a modal of the world's app by its `at`-th interactive payload. */
async function open(user = ADA, at = 0): Promise<SimView> {
  await control().shortcut(ACME, { user, appId: world.appId, callbackId: 'brew' });
  const { payload, frame } = await world.heard(at);
  world.client.ack(frame);
  const view = modal('Tea');
  return (await world.call('views.open', { trigger_id: payload.trigger_id, view })).view as SimView;
}

/** Another app in Acme, with a connection. */
async function another() {
  const { id, appToken } = await control().addApp({
    shortcuts: [{ name: 'Roast', type: 'global', callbackId: 'roast', description: 'Roasts' }],
  });
  const { botToken } = await control().install(ACME, id);
  const client = await openRaw(world.simulator.apiUrl, appToken);
  await client.frame('hello');
  const call = (method: string, args: object) =>
    api(world.simulator.apiUrl, method, botToken, args as Record<string, unknown>);
  return { id, client, call };
}

test('an app that clears its modal too late leaves another app’s alone', async () => {
  const coffee = await another();
  const mine = await open();
  const submitted = control().submitView(ACME, { user: ADA, viewId: mine.id, inputs: {} });
  const submission = await world.heard(1);
  await control().shortcut(ACME, { user: ADA, appId: coffee.id, callbackId: 'roast' });
  const { payload } = await coffee.client.frame('interactive');
  const opening = { trigger_id: payload?.trigger_id, view: modal('Coffee') };
  expect(await coffee.call('views.open', opening)).toMatchObject({ ok: true });
  world.client.ack(submission.frame, { response_action: 'clear' });
  expect(await submitted).toEqual({ outcome: 'closed' });
  expect(await views()).toMatchObject([{ app_id: coffee.id }]);
});

test('what a removed app shows goes with it, from screens and Home tabs and over a restart', async () => {
  const coffee = await another();
  const home = { type: 'home', blocks: [], external_id: 'front' };
  expect(await world.call('views.publish', { user_id: ADA, view: home })).toMatchObject({ ok: true });
  await open();
  await open(BEN, 1);
  const taken = await coffee.call('views.publish', { user_id: ADA, view: home });
  expect(taken).toMatchObject({ error: 'duplicate_external_id' });
  await control().removeApp(world.appId);
  expect([...(await views()), ...(await views(BEN))]).toEqual([]);
  expect(await coffee.call('views.publish', { user_id: ADA, view: home })).toMatchObject({ ok: true });
  await world.simulator.stop();
  const revived = await startSimulator({ stateDir: folder });
  expect((await revived.control.home(ACME, ADA, coffee.id)).view).toMatchObject({ external_id: 'front' });
  await revived.stop();
});

test('an app that was uninstalled while it was thinking shows nothing new', async () => {
  const mine = await open();
  const submitted = control().submitView(ACME, { user: ADA, viewId: mine.id, inputs: {} });
  const submission = await world.heard(1);
  await control().uninstall(ACME, world.appId);
  world.client.ack(submission.frame, { response_action: 'push', view: modal('More') });
  expect(await submitted).toEqual({ outcome: 'failed' });
  expect(await views()).toHaveLength(1);
});

test('the faults of a removed app go with it, and nobody else’s', async () => {
  const fault = { method: 'auth.test', kind: 'error', times: null } as const;
  const kept = await control().addFault(fault);
  await control().addFault({ ...fault, appId: world.appId });
  await control().removeApp(world.appId);
  expect((await control().state()).faults).toEqual([{ ...fault, ...kept }]);
});

test('an address answers nobody while its workspace is deactivated', async () => {
  await control().slash(ACME, { appId: world.appId, user: ADA, channel: GENERAL, command: '/tea', text: '' });
  const { payload } = await world.client.frame('slash_commands');
  const { response_url } = payload as unknown as { response_url: string };
  const answer = async () =>
    (await fetch(response_url, { method: 'POST', body: JSON.stringify({ text: 'done' }) })).json();
  await control().setActive(ACME, false);
  expect(await answer()).toEqual({ ok: false, error: 'expired_url' });
  await control().setActive(ACME, true);
  expect(await answer()).toEqual({ ok: true });
});
