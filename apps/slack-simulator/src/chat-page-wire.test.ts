import { startSimulator } from '@muster/slack-simulator';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectApp, type TestApp } from './testing/chat-page-app.ts';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

describe('the wire on the page', () => {
  let scene: Scene;
  let page: Page;
  let app: TestApp;
  let team: string;
  let channel: string;
  let user: string;

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    const general = await generalOf(scene.simulator);
    ({ team, channel } = general);
    user = general.workspace.people[0]?.id ?? '';
    app = await connectApp(scene.simulator);
  });
  afterEach(() => app.close());

  const wire = () => page.getByRole('region', { name: 'Wire' });
  const lines = () => wire().getByRole('listbox', { name: 'Lines' }).getByRole('option');
  const line = (words: string | RegExp) => lines().filter({ hasText: words });
  const detail = () => wire().getByRole('region', { name: 'Line' });
  const say = (text: string) => scene.simulator.control.say(team, channel, { user, text });
  const open = async () => {
    await page.keyboard.press('Control+j');
    await wire().waitFor();
  };

  it('shows the way of an event and its ack, and of the call that answers it, and that they belong together', async () => {
    await open();
    await line('apps.connections.open').waitFor();
    await line('hello').waitFor();
    const { ts } = await say('are you there?');
    await line(/events_api: message.*acked/).waitFor();
    await app.call('chat.postMessage', { channel, thread_ts: ts, text: 'I am' });
    await line('chat.postMessage').click();
    await detail().getByText('"I am"').first().waitFor();
    await detail().getByRole('heading', { name: 'Belongs together' }).waitFor();
    await detail().getByRole('button', { name: 'events_api: message' }).first().click();
    await detail().getByText('"are you there?"').first().waitFor();
    expect(await detail().textContent()).not.toContain('xox');
  });

  it('is filtered by app, kind and text', async () => {
    const { control } = scene.simulator;
    await control.addApp({ name: 'Other' });
    await open();
    await app.call('users.info', { user });
    await line('users.info').waitFor();
    await wire().getByLabel('Kind').selectOption('Connections');
    await expect.poll(() => lines().allTextContents()).toHaveLength(1);
    await wire().getByLabel('Kind').selectOption('Everything');
    await wire().getByLabel('Text in the wire').fill(`users.info ${user}`);
    await line('hello').waitFor({ state: 'detached' });
    expect(await lines().count()).toBe(1);
    await wire().getByLabel('App', { exact: true }).selectOption('Other');
    await lines().waitFor({ state: 'detached' });
  });

  it('stands still while paused, loses nothing meanwhile, and is cleared', async () => {
    await open();
    await line('hello').waitFor();
    await wire().getByRole('button', { name: 'Pause' }).click();
    await app.call('auth.test', {});
    await wire().getByText('1 more since').waitFor();
    expect(await line('auth.test').count()).toBe(0);
    await wire().getByRole('button', { name: 'Resume' }).click();
    await line('auth.test').waitFor();
    await wire().getByRole('button', { name: 'Clear' }).click();
    await lines().first().waitFor({ state: 'detached' });
    await app.call('auth.test', {});
    await line('auth.test').waitFor();
    expect(await lines().count()).toBe(1);
  });

  it('draws only what is in sight of thousands of lines, and follows the end until one scrolls up', async () => {
    await open();
    const { control } = scene.simulator;
    for (let i = 0; i < 1_500; i += 1)
      await control.sendRaw(app.installed.appId, `{"type":"frame","i":${i}}`);
    await app.call('auth.test', {});
    await line('auth.test').waitFor();
    expect(await lines().count()).toBeLessThan(80);
    const list = wire().getByRole('listbox', { name: 'Lines' });
    await list.focus();
    await page.keyboard.press('Home');
    await line('apps.connections.open').waitFor();
    await app.call('users.info', { user });
    await expect
      .poll(() =>
        wire()
          .getByText(/^\d+ lines$/)
          .textContent(),
      )
      .toBe('1505 lines');
    expect(await line('users.info').count()).toBe(0);
    await wire().getByRole('button', { name: 'Follow' }).click();
    await line('users.info').waitFor();
  });

  it('reads after a broken stream what it missed', async () => {
    await open();
    await line('hello').waitFor();
    await page.context().setOffline(true);
    await app.call('auth.test', {});
    await wire().getByRole('alert').filter({ hasText: 'Not read' }).waitFor();
    await page.context().setOffline(false);
    await app.call('users.info', { user });
    await line('users.info').waitFor();
    await line('auth.test').waitFor();
  });

  it('goes on when the local Slack is started anew', async () => {
    await open();
    await line('hello').waitFor();
    const port = Number(new URL(scene.simulator.url).port);
    await scene.simulator.stop();
    await page.getByRole('status').getByText('is away').waitFor();
    const back = await startSimulator({ port });
    try {
      await wire().getByText('was started anew').waitFor();
      await fetch(`${back.apiUrl}auth.test`, { method: 'POST' });
      await line(/auth.test.*not_authed/).waitFor();
      expect(await line('hello').count()).toBe(1);
    } finally {
      await back.stop();
    }
  });

  it('is as high as the reader made it, and open, after a reload; Escape closes the line, then the wire', async () => {
    await open();
    const edge = wire().getByRole('separator', { name: 'Height of the wire' });
    await edge.focus();
    await page.keyboard.press('PageUp');
    const height = await edge.getAttribute('aria-valuenow');
    await page.reload();
    await line('hello').click();
    expect(await edge.getAttribute('aria-valuenow')).toBe(height);
    await detail().waitFor();
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await wire().waitFor({ state: 'detached' });
  });
});
