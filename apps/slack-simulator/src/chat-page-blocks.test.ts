import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, connectApp, mrkdwn, option, plain, type TestApp } from './testing/chat-page-app.ts';
import { buildStage, generalOf, type Scene, type Stage } from './testing/chat-page-stage.ts';

describe('using what apps post on the page', () => {
  let stage: Stage;
  let scene: Scene;
  let page: Page;
  let app: TestApp;
  let channel: string;

  beforeAll(async () => {
    stage = await buildStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    scene = await stage.open();
    ({ page } = scene);
    ({ channel } = await generalOf(scene.simulator));
    app = await connectApp(scene.simulator);
  });
  afterEach(async () => {
    app.close();
    await scene.close();
    expect(scene.problems).toEqual([]);
    expect(app.problems).toEqual([]);
  });

  const post = (...blocks: unknown[]) => app.call('chat.postMessage', { channel, text: 'a form', blocks });
  const actions = (...elements: unknown[]) => ({ type: 'actions', block_id: 'acts', elements });
  const choice = (name: string) => page.getByRole('option', { name });

  it('asks before it presses a button that wants to be asked for, and Escape declines', async () => {
    const confirm = {
      title: plain('Delete it?'),
      text: plain('For ever'),
      confirm: plain('Delete'),
      deny: plain('Keep'),
    };
    await post(actions(button('delete', 'Delete plan', { confirm })));
    const trigger = page.getByRole('button', { name: 'Delete plan' });
    const question = page.getByRole('dialog', { name: 'Delete it?' });
    await trigger.click();
    await question.getByText('For ever').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await trigger.and(page.locator(':focus')).waitFor();
    await trigger.click();
    await question.getByRole('button', { name: 'Keep' }).click();
    await question.waitFor({ state: 'detached' });
    expect(app.heard).toEqual([]);
  });

  it('opens an overflow menu, and goes through it by arrow keys', async () => {
    await post({
      type: 'section',
      block_id: 'task',
      text: mrkdwn('Ship docs'),
      accessory: {
        type: 'overflow',
        action_id: 'more',
        options: [option('e', 'Edit'), option('d', 'Delete')],
      },
    });
    const trigger = page.getByRole('button', { name: 'More actions' });
    await trigger.click();
    await page.getByRole('menuitem', { name: 'Edit' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await trigger.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Delete' }).and(page.locator(':focus')).waitFor();
  });

  it('keeps what was typed when the message changes, as long as block and action stay', async () => {
    const field = {
      type: 'input',
      block_id: 'note',
      label: plain('Note'),
      element: { type: 'plain_text_input', action_id: 'text' },
    };
    const { ts } = await post(field);
    await page.getByRole('textbox', { name: 'Note' }).fill('half a thou');
    const header = { type: 'header', text: plain('Now with a title') };
    await app.call('chat.update', {
      channel,
      ts,
      text: 'x',
      blocks: [header, field, actions(button('send', 'Hand in'))],
    });
    await page.getByText('Now with a title').waitFor();
    await page.getByRole('textbox', { name: 'Note' }).and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('half a thou');
  });

  it('shows hostile labels as text, and what it does not know by name', async () => {
    const nasty = '<img src=x onerror=alert(1)>';
    await post(
      actions(button('x', nasty), {
        type: 'static_select',
        action_id: 'y',
        placeholder: plain(nasty),
        options: [option('1', nasty)],
      }),
      { type: 'markdown', text: `${nasty} [x](javascript:alert(2))` },
    );
    await page.getByRole('button', { name: nasty }).waitFor();
    await page.getByRole('combobox').click();
    await choice(nasty).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  });
});
