import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA } from '../testing/world.ts';

/** The client waits so long before it connects again, and a third of it between its pings. */
const PATIENCE_MS = 1_000;
/** What found no connection comes again soon and often. */
const RETRIES = { retryDelaysMs: Array.from({ length: 60 }, () => 300) };

let stage: Stage;
let installed: SimInstalled & { im: string };
beforeEach(async () => {
  stage = await startStage({ ...RETRIES, connectionLifeMs: 0 });
  installed = await stage.install({ events: ['message.im'] });
});
afterEach(() => stage.end());

interface Listener {
  readonly client: SocketModeClient;
  /** Texts with the attempt that brought them. */
  readonly heard: { readonly text: string; readonly attempt: number; readonly reason: string }[];
}

async function listen(patienceMs = PATIENCE_MS): Promise<Listener> {
  const client = stage.socket(installed.appToken, { clientPingTimeout: patienceMs });
  const heard: { text: string; attempt: number; reason: string }[] = [];
  client.on('slack_event', async ({ ack, body, retry_num, retry_reason }) => {
    if (body?.event === undefined) return;
    await ack();
    heard.push({ text: body.event.text, attempt: retry_num, reason: retry_reason });
  });
  await client.start();
  return { client, heard };
}

const ids = async () => (await stage.connections(installed.appId)).map(({ id }) => id);
const firstId = async () => (await ids())[0] ?? '';
/** Once the client has another connection than this one, and it was greeted. */
const successorOf = (old: string) =>
  until(async () => {
    const connections = await stage.connections(installed.appId);
    return connections.find(({ id, state }) => id !== old && state === 'open')?.id;
  }, 'a successor');
const say = (text: string) => stage.control.say(ACME, installed.im, { user: ADA, text });

test.each(['refresh_requested', 'warning'] as const)(
  'after %s the client closes and connects anew, and what was said meanwhile comes as a retry',
  async (reason) => {
    const { heard } = await listen();
    const old = await firstId();
    await stage.control.disconnect(installed.appId, reason, old);
    await until(async () => !(await ids()).includes(old), 'the end of the old connection');
    await say('while away');
    await successorOf(old);
    await until(() => heard.length > 0, 'the message');
    expect(heard).toEqual([{ text: 'while away', attempt: expect.any(Number), reason: 'timeout' }]);
    expect(heard[0]?.attempt).toBeGreaterThan(0);
    await stage.acked(1);
  },
);

test('too_many_websockets for a connection that was open makes the client connect anew', async () => {
  await listen();
  const old = await firstId();
  await stage.control.disconnect(installed.appId, 'too_many_websockets', old);
  await successorOf(old);
});

test('the eleventh client is turned away with too_many_websockets and gets in once another leaves', async () => {
  const clients: SocketModeClient[] = [];
  for (let made = 0; made < 10; made += 1) clients.push((await listen(60_000)).client);
  const eleventh = stage.socket(installed.appToken, { clientPingTimeout: PATIENCE_MS });
  const reasons: string[] = [];
  eleventh.on('ws_message', (data) => {
    const { type, reason } = JSON.parse(String(data));
    reasons.push(reason ?? type);
  });
  const started = eleventh.start();
  await until(() => reasons.length > 0, 'the refusal');
  expect(reasons[0]).toBe('too_many_websockets');
  expect(await ids()).toHaveLength(10);
  await clients[0]?.disconnect();
  await started;
  expect(reasons.at(-1)).toBe('hello');
  expect(await ids()).toHaveLength(10);
});

test('after link_disabled new connections are refused, until Socket Mode is enabled again', async () => {
  await listen();
  await stage.control.disconnect(installed.appId, 'link_disabled');
  await until(async () => (await ids()).length === 0, 'the end of the connection');
  const refusals = async () => {
    const { calls } = await stage.control.record();
    return calls.filter(({ method, ok }) => method === 'apps.connections.open' && ok === false);
  };
  // It asks again and again, for what it is told is not among the errors that it gives up on.
  const [refusal] = await until(async () => {
    const refused = await refusals();
    return refused.length > 0 && refused;
  }, 'a refusal');
  const { settings } = await stage.control.state();
  expect(refusal?.error).toBe(settings.socketModeOffError);
  await stage.control.enableSocketMode(installed.appId);
  await until(async () => (await ids()).length === 1, 'the way back');
});

test.each(['reset', 'close'] as const)('a connection that is cut (%s) is replaced', async (how) => {
  const { heard } = await listen();
  const old = await firstId();
  await stage.control.cut(installed.appId, old, how);
  await successorOf(old);
  await say('back again');
  await until(() => heard.length > 0, 'the message');
  expect(heard.map(({ text }) => text)).toEqual(['back again']);
  await stage.acked(1);
});

test('a connection at the end of its life is replaced by itself', async () => {
  await stage.control.changeSettings({ connectionLifeMs: 200_000, closeGraceMs: 10_000, timeScale: 100 });
  await listen();
  const old = await firstId();
  await stage.control.changeSettings({ connectionLifeMs: 0 });
  await successorOf(old);
});

test('a frame of a type that nobody knows disturbs the client in nothing', async () => {
  const { client, heard } = await listen();
  const frames: string[] = [];
  client.on('ws_message', (data) => frames.push(String(data)));
  await stage.control.sendRaw(installed.appId, JSON.stringify({ type: 'news of tomorrow' }));
  await stage.control.sendRaw(installed.appId, 'not even JSON');
  await until(() => frames.length === 2, 'the unknown frames');
  await say('still here');
  await stage.acked(1);
  expect(heard.map(({ text }) => text)).toContain('still here');
  expect(await ids()).toHaveLength(1);
});
