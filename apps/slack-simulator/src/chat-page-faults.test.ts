import { once } from 'node:events';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

type Bot = Awaited<ReturnType<Scene['simulator']['control']['install']>>;

describe('the faults on the page', () => {
  let scene: Scene;
  let page: Page;
  let bot: Bot;
  let sockets: WebSocket[];

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    sockets = [];
    const { team, channel } = await generalOf(scene.simulator);
    const app = await scene.simulator.control.addApp({ name: 'Muster' });
    bot = await scene.simulator.control.install(team, app.id, { channels: [channel] });
  });
  afterEach(() => {
    for (const socket of sockets) socket.terminate();
  });

  const panel = () => page.getByRole('complementary', { name: 'Faults' });
  const wire = () => page.getByRole('listbox', { name: 'Lines' });
  const web = (token: string = bot.botToken) =>
    new WebClient(token, {
      slackApiUrl: scene.simulator.apiUrl,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
    });
  const open = async (tab?: string) => {
    await page.getByRole('link', { name: 'Faults and connections' }).click();
    if (tab) await panel().getByRole('link', { name: tab, exact: true }).click();
  };
  const state = () => scene.simulator.control.state();

  /** A raw connection that has been greeted, and what came over it. */
  async function connect() {
    const { url } = await web(bot.appToken).apps.connections.open({});
    const socket = new WebSocket(String(url));
    sockets.push(socket);
    // A cut ends TCP without a word, which is an error to the socket.
    socket.on('error', () => undefined);
    const frames: { type: string; reason?: string }[] = [];
    socket.on('message', (frame) => frames.push(JSON.parse(String(frame))));
    await expect.poll(() => frames.map((frame) => frame.type), { timeout: 10_000 }).toContain('hello');
    return { socket, frames };
  }

  it('shows connections as they come and go with what is unacked, and cuts one, which the wire shows', async () => {
    await open();
    await panel().getByText('No connection').waitFor();
    const { socket } = await connect();
    await panel().getByText('0 delivered, 0 acked').waitFor();
    const { team, channel, workspace } = await generalOf(scene.simulator);
    const user = workspace.people[0]?.id ?? '';
    await scene.simulator.control.say(team, channel, { user, text: 'hello' });
    await panel().getByText('1 unacked').waitFor();
    const closed = once(socket, 'close');
    await panel()
      .getByRole('button', { name: /^Cut connection/ })
      .click();
    await closed;
    await panel().getByText('No connection').waitFor();
    await page.keyboard.press('Control+j');
    await wire().getByRole('option').filter({ hasText: 'ended' }).waitFor();
  });

  it('sends a disconnect frame to one of several connections', async () => {
    const [one, other] = [await connect(), await connect()];
    await open();
    await panel().getByLabel('What to do: Muster').selectOption('warning');
    await panel().getByText('the end is near').waitFor();
    await panel().getByLabel('To which connection: Muster').selectOption('#2');
    await panel().getByRole('button', { name: 'Do it' }).click();
    await expect
      .poll(() => other.frames.map((frame) => frame.reason), { timeout: 10_000 })
      .toContain('warning');
    expect(one.frames.map((frame) => frame.reason)).not.toContain('warning');
  });

  it('mutes a connection, and leaves one half-open', async () => {
    await connect();
    await open();
    const disturb = async (what: string) => {
      await panel().getByLabel('What to do: Muster').selectOption(what);
      await panel().getByRole('button', { name: 'Do it' }).click();
    };
    await disturb('Mute it');
    await panel().getByText('open, muted').waitFor();
    await disturb('Unmute it');
    await panel().getByText('open, muted').waitFor({ state: 'detached' });
    await disturb('Leave it half-open');
    await panel().getByText('half-open,').waitFor();
  });

  it('switches Socket Mode off for an official client, and on again', async () => {
    const client = new SocketModeClient({
      appToken: bot.appToken,
      autoReconnectEnabled: false,
      clientOptions: { slackApiUrl: scene.simulator.apiUrl, retryConfig: { retries: 0 } },
    });
    const reasons: unknown[] = [];
    client.on('ws_message', (frame) =>
      reasons.push((JSON.parse(String(frame)) as { reason?: string }).reason),
    );
    await client.start();
    await open();
    await panel().getByLabel('What to do: Muster').selectOption('link_disabled');
    await panel().getByRole('button', { name: 'Do it' }).click();
    await expect.poll(() => reasons, { timeout: 10_000 }).toContain('link_disabled');
    await expect(web(bot.appToken).apiCall('apps.connections.open')).rejects.toMatchObject({
      data: { error: 'socket_mode_not_enabled' },
    });
    await panel().getByRole('button', { name: 'Switch on: Socket Mode, Muster' }).click();
    await panel()
      .getByRole('button', { name: /^Switch on/ })
      .waitFor({ state: 'detached' });
    await web(bot.appToken).apiCall('apps.connections.open');
    await client.disconnect();
  });

  it('sets a 429 for one method, which stands until it is removed', async () => {
    await open('Calls');
    await panel().getByLabel('Method').fill('users.list');
    await panel().getByLabel('Retry-After, seconds').fill('42');
    await panel().getByLabel('Until removed').check();
    await panel().getByRole('button', { name: 'Set fault' }).click();
    const standing = panel().getByRole('region', { name: 'Standing faults' });
    await standing.getByText('Too many calls (429): users.list, 42 s, until removed').waitFor();
    for (let i = 0; i < 2; i += 1)
      await expect(web().users.list({})).rejects.toMatchObject({
        code: 'slack_webapi_rate_limited_error',
        retryAfter: 42,
      });
    expect(await web().auth.test()).toMatchObject({ ok: true });
    await standing.getByRole('button', { name: /^Remove/ }).click();
    await standing.getByText('everything goes well').waitFor();
    expect(await web().users.list({})).toMatchObject({ ok: true });
  });

  it('counts a fault down as it strikes, and says at its place what it does not understand', async () => {
    await open('Calls');
    await panel().getByLabel('What goes wrong').selectOption('Refused by Slack (ok: false)');
    await panel().getByRole('textbox', { name: 'Error' }).fill('');
    await panel().getByRole('button', { name: 'Set fault' }).click();
    await panel().getByRole('alert').filter({ hasText: 'Error is missing' }).waitFor();
    await panel().getByRole('textbox', { name: 'Error' }).fill('missing_scope');
    await panel().getByLabel('So many times').check();
    await panel().getByLabel('Times', { exact: true }).fill('2');
    await panel().getByRole('button', { name: 'Set fault' }).click();
    await panel().getByText('missing_scope, 2 times').waitFor();
    await expect(web().auth.test()).rejects.toMatchObject({ data: { error: 'missing_scope' } });
    await panel().getByText('missing_scope, once').waitFor();
    await panel().getByRole('button', { name: 'Clear all' }).click();
    await panel().getByText('everything goes well').waitFor();
    expect(await web().auth.test()).toMatchObject({ ok: true });
  });

  it('refuses tokens and accepts them again, switches events off and on, and removes the app', async () => {
    await open('Apps');
    const app = panel().getByRole('region', { name: 'Muster' });
    await app.getByLabel('With which error: Muster in Acme').selectOption('invalid_auth');
    await app.getByRole('button', { name: 'Refuse: Bot token, Muster in Acme' }).click();
    await app.getByText('Calls answer invalid_auth').waitFor();
    await expect(web().auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await app.getByRole('button', { name: 'Accept: Bot token, Muster in Acme' }).click();
    await app.getByRole('button', { name: 'Refuse: Bot token, Muster in Acme' }).waitFor();
    expect(await web().auth.test()).toMatchObject({ ok: true });
    await app.getByRole('button', { name: 'Refuse: App-level token, Muster' }).click();
    await app.getByText('apps.connections.open answers invalid_auth').waitFor();
    await expect(web(bot.appToken).apiCall('apps.connections.open')).rejects.toMatchObject({
      data: { error: 'invalid_auth' },
    });
    await app.getByRole('button', { name: 'Switch off: Events, Muster' }).click();
    await app.getByText('nothing is sent').waitFor();
    expect((await state()).apps[0]?.eventsDisabled).toBe(true);
    await app.getByRole('button', { name: 'Switch on: Events, Muster' }).click();
    await expect.poll(async () => (await state()).apps[0]?.eventsDisabled).toBe(false);
    await app.getByRole('button', { name: 'Uninstall: Installation, Muster in Acme' }).click();
    await app.getByRole('heading', { name: 'In Acme' }).waitFor({ state: 'detached' });
    await expect(web().auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
  });

  it('tells an app that it is rate limited, and deactivates a workspace', async () => {
    const { frames } = await connect();
    await open('Apps');
    await panel().getByRole('button', { name: 'Send: Too many events, Muster in Acme' }).click();
    await expect
      .poll(() => JSON.stringify(frames), { timeout: 10_000 })
      .toContain('"type":"app_rate_limited"');
    await panel().getByRole('button', { name: 'Deactivate: Acme' }).click();
    await panel().getByRole('button', { name: 'Activate: Acme', exact: true }).waitFor();
    await expect(web().auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
    await panel().getByRole('button', { name: 'Activate: Acme', exact: true }).click();
    await panel().getByRole('button', { name: 'Deactivate: Acme' }).waitFor();
    expect(await web().auth.test()).toMatchObject({ ok: true });
  });

  it('changes switches, which stay over a reload, and back', async () => {
    await open('Switches');
    await panel().getByLabel('Mentions come twice', { exact: true }).uncheck();
    await panel().getByLabel('Ack within', { exact: true }).fill('1500');
    await panel().getByLabel('Ack within', { exact: true }).press('Enter');
    await panel().getByText('1.5 s').waitFor();
    await panel().getByLabel('Hello after', { exact: true }).fill('');
    await panel().getByLabel('Hello after', { exact: true }).press('Enter');
    await expect.poll(async () => (await state()).settings.helloDelayMs).toBeNull();
    await page.reload();
    expect(await panel().getByLabel('Mentions come twice', { exact: true }).isChecked()).toBe(false);
    expect(await panel().getByLabel('Ack within', { exact: true }).inputValue()).toBe('1500');
    expect((await state()).settings).toMatchObject({ doubles: false, ackTimeoutMs: 1_500 });
    await panel().getByRole('button', { name: 'Back to the default: Ack within' }).click();
    await expect.poll(() => panel().getByLabel('Ack within', { exact: true }).inputValue()).toBe('3000');
    await panel().getByLabel('Ack within', { exact: true }).fill('soon');
    await panel().getByLabel('Ack within', { exact: true }).press('Enter');
    await panel().getByRole('alert').filter({ hasText: 'must be a number' }).waitFor();
    await panel().getByLabel('Ack within', { exact: true }).fill('3000');
    await panel().getByLabel('Time scale', { exact: true }).fill('-1');
    await panel().getByLabel('Time scale', { exact: true }).press('Enter');
    await panel().getByRole('alert').filter({ hasText: 'Not changed' }).waitFor();
    expect((await state()).settings).toMatchObject({ ackTimeoutMs: 3_000, timeScale: 1 });
  });
});
