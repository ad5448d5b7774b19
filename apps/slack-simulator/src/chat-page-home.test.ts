import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, connectApp, mrkdwn, type Payload, type TestApp } from './testing/chat-page-app.ts';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

describe('the Home tab on the page', () => {
  let scene: Scene;
  let page: Page;
  let app: TestApp;
  let user: string;

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    const { workspace } = await generalOf(scene.simulator);
    user = workspace.people[0]?.id ?? '';
  });
  afterEach(() => {
    app.close();
    expect(app.problems).toEqual([]);
  });

  async function openDirectMessage(homeTab: boolean) {
    app = await connectApp(scene.simulator, {
      homeTab,
      events: ['app_home_opened'],
      slashCommands: [{ command: '/plan', description: 'Shows the plan' }],
    });
    await page.getByRole('button', { name: /^Muster/ }).click();
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
  }
  const publish = (count: number) =>
    app.call('views.publish', {
      user_id: user,
      view: {
        type: 'home',
        blocks: [
          {
            type: 'section',
            block_id: 'day',
            text: mrkdwn(`*${count}* tasks`),
            accessory: button('add', 'Add task'),
          },
        ],
      },
    });
  const openings = () => app.events.filter((one) => one.type === 'app_home_opened' && one.tab === 'home');
  const tab = (name: string) => page.getByRole('link', { name, exact: true });

  it('tells the app once that it was opened, and shows what the app publishes then', async () => {
    await openDirectMessage(true);
    await tab('Home').click();
    await page.getByText('has published nothing').waitFor();
    await expect.poll(() => openings().length, { timeout: 10_000 }).toBe(1);
    await publish(3);
    await page.getByText('3 tasks').waitFor();
    await publish(4);
    await page.getByText('4 tasks').waitFor();
    expect(openings()).toHaveLength(1);
    await tab('Messages').click();
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
    await tab('Home').click();
    await page.getByText('4 tasks').waitFor();
    await expect.poll(() => openings().length, { timeout: 10_000 }).toBe(2);
  });

  it('is used like a message, and stays over a reload', async () => {
    await openDirectMessage(true);
    let count = 1;
    app.answer(async () => {
      count += 1;
      await publish(count);
      return undefined;
    });
    await publish(count);
    await tab('Home').click();
    await page.getByText('1 tasks').waitFor();
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.getByText('2 tasks').waitFor();
    const pressed = await app.hears((payload: Payload) => payload.type === 'block_actions');
    expect(pressed).toMatchObject({
      container: { type: 'view' },
      actions: [{ action_id: 'add', block_id: 'day' }],
    });
    await page.reload();
    await page.getByText('2 tasks').waitFor();
    expect(await tab('Home').getAttribute('aria-current')).toBe('page');
  });

  it('keeps the keys on its tab, and a direct message that was just opened gets them in its field', async () => {
    await openDirectMessage(true);
    await page.getByRole('textbox', { name: 'Message Muster' }).and(page.locator(':focus')).waitFor();
    for (const name of ['Home', 'About', 'Messages']) {
      await tab(name).focus();
      await page.keyboard.press('Enter');
      await tab(name).and(page.locator('[aria-current]:focus')).waitFor();
    }
  });

  it('is not there for an app without one; what the app is and may do always is', async () => {
    await openDirectMessage(false);
    await tab('About').waitFor();
    expect(await tab('Home').count()).toBe(0);
    await tab('About').click();
    const about = page.getByRole('region', { name: 'About Muster' });
    await about.getByText('chat:write').waitFor();
    await about.getByText('/plan').waitFor();
    await page.goto(`${page.url().replace('tab=about', 'tab=home')}`);
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
  });
});
