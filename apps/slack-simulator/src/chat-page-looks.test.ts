import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, connectApp, mrkdwn, option, plain, type TestApp } from './testing/chat-page-app.ts';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';
import {
  clickAndPress,
  clickAndSeeFocus,
  colorNamed,
  colorOf,
  edgesOfText,
  faintText,
} from './testing/in-page.js';

/** What WCAG asks of text below 24 px. */
const LEAST_CONTRAST = 4.5;

describe('what can be seen and reached on the page', () => {
  let scene: Scene;
  let page: Page;
  let app: TestApp;

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    app = await connectApp(scene.simulator);
  });
  afterEach(() => app.close());

  const focused = () => page.locator(':focus');
  const log = () => page.getByRole('log');
  const post = async () => {
    const { channel } = await generalOf(scene.simulator);
    const more = { type: 'overflow', action_id: 'more', options: [option('1', 'Edit'), option('2', 'Drop')] };
    const blocks = [
      { type: 'section', text: mrkdwn('Water the *plants*, <@U1>'), accessory: more },
      {
        type: 'actions',
        elements: [button('go', 'Go', { style: 'primary' }), button('no', 'No', { style: 'danger' })],
      },
      { type: 'context', elements: [plain('since Monday')] },
    ];
    await app.call('chat.postMessage', { channel, text: 'plants', blocks });
    await log().getByText('since Monday').waitFor();
  };

  it.each(['light', 'dark'] as const)('has no faint text when it is %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await post();
    await page.getByRole('link', { name: 'Faults and connections' }).click();
    await page.getByRole('complementary', { name: 'Faults' }).getByText('delivered').waitFor();
    await page.keyboard.press('Control+j');
    await page.getByRole('option').filter({ hasText: 'chat.postMessage' }).waitFor();
    expect(await page.evaluate(faintText, LEAST_CONTRAST)).toEqual([]);
  });

  it('says in the colour of trouble that something was not sent', async () => {
    await page.getByRole('textbox', { name: 'Message #general' }).fill('/nobody knows');
    await page.keyboard.press('Enter');
    const trouble = page.getByRole('alert').filter({ hasText: 'Not sent' });
    await trouble.waitFor();
    expect(await trouble.evaluate(colorOf)).toBe(await page.evaluate(colorNamed, '--danger'));
  });

  it.each([900, 400])('keeps all buttons of the wire in sight when the page is %i px wide', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.keyboard.press('Control+j');
    for (const name of ['Follow', 'Pause', 'Clear', 'Close the wire']) {
      const box = await page
        .getByRole('region', { name: 'Wire' })
        .getByRole('button', { name })
        .boundingBox();
      expect((box?.x ?? width) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
    }
  });

  it('gives a menu of a message the keys at once, and gives them back when it is closed', async () => {
    await post();
    const message = log().getByRole('listitem').filter({ hasText: 'since Monday' }).first();
    await message.focus();
    await message.getByRole('button', { name: 'More actions' }).focus();
    // A menu that takes the keys late would leave the second one to the button.
    await page.evaluate(clickAndPress, 'End');
    await focused().and(page.getByRole('menuitem')).waitFor();
    await page.keyboard.press('Escape');
    await focused()
      .and(message.getByRole('button', { name: 'More actions' }))
      .waitFor();
  });

  it('searches for emoji with the first key after the picker was asked for', async () => {
    await post();
    const message = log().getByRole('listitem').filter({ hasText: 'since Monday' }).first();
    await message.focus();
    await message.getByRole('button', { name: 'Add reaction' }).focus();
    expect(await page.evaluate(clickAndSeeFocus)).toBe('Search emoji');
    await page.keyboard.type('rocket');
    await page.keyboard.press('Enter');
    await message.getByRole('button', { name: /rocket/ }).waitFor();
    await focused()
      .and(message.getByRole('button', { name: 'Add reaction' }))
      .waitFor();
  });

  it('gives the keys back to the message when its thread is closed', async () => {
    await post();
    const message = log().getByRole('listitem').filter({ hasText: 'since Monday' }).first();
    await message.focus();
    await page.keyboard.press('t');
    await focused()
      .and(page.getByRole('textbox', { name: 'Reply' }))
      .waitFor();
    await page.keyboard.press('Escape');
    await focused().and(message).waitFor();
  });

  it('gives the keys back when the wire and the faults are closed', async () => {
    const field = page.getByRole('textbox', { name: 'Message #general' });
    await field.focus();
    await page.keyboard.press('Control+j');
    await page.getByRole('button', { name: 'Close the wire' }).focus();
    await page.keyboard.press('Enter');
    await focused().and(field).waitFor();
    const link = page.getByRole('link', { name: 'Faults and connections' });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Close the faults' }).focus();
    await page.keyboard.press('Enter');
    await focused().and(link).waitFor();
  });

  it('leaves the keys with the neighbour of a message that goes', async () => {
    const { team, channel, workspace } = await generalOf(scene.simulator);
    const user = workspace.people[0]?.id ?? '';
    const { ts } = await scene.simulator.control.say(team, channel, { user, text: 'the first' });
    await app.call('chat.postEphemeral', { channel, user, text: 'for you alone' });
    const first = page.locator(`[data-ts="${ts}"]`);
    await log().getByRole('button', { name: 'Dismiss' }).focus();
    await page.keyboard.press('Enter');
    await focused().and(first).waitFor();
  });

  it('lets text run from right to left where its script does', async () => {
    const field = page.getByRole('textbox', { name: 'Message #general' });
    await field.fill('مرحبا hello!');
    await field.press('Enter');
    const row = log().getByRole('listitem').filter({ hasText: 'hello!' });
    await row.waitFor();
    const [left, right] = await row.locator('.message-text').evaluate(edgesOfText);
    expect(left).toBeGreaterThan(right);
  });
});
