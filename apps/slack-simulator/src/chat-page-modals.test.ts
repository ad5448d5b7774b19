import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  button,
  connectApp,
  input,
  mrkdwn,
  type Payload,
  plain,
  type TestApp,
} from './testing/chat-page-app.ts';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

describe('modals on the page', () => {
  let scene: Scene;
  let page: Page;
  let app: TestApp;

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    app = await connectApp(scene.simulator);
    const { channel } = await generalOf(scene.simulator);
    await app.call('chat.postMessage', {
      channel,
      text: 'plan',
      blocks: [{ type: 'actions', elements: [button('open', 'New plan')] }],
    });
  });
  afterEach(() => {
    app.close();
    expect(app.problems).toEqual([]);
  });

  const view = (title: string, blocks: unknown[], rest: Record<string, unknown> = {}) => ({
    type: 'modal',
    callback_id: title,
    title: plain(title),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks,
    ...rest,
  });
  const name = input('name', 'Name', { type: 'plain_text_input' });
  const dialog = (title: string) => page.getByRole('dialog', { name: title });
  const trigger = () => page.getByRole('button', { name: 'New plan' });
  const submitted = (title: string) =>
    app.hears((payload) => payload.type === 'view_submission' && payload.view.callback_id === title);

  /** The app opens the view when the button is pressed; `then` answers everything else. */
  async function open(
    opened: unknown,
    then: (payload: Payload) => ReturnType<Parameters<TestApp['answer']>[0]>,
  ) {
    app.answer(async (payload: Payload) => {
      if (payload.actions?.[0].action_id !== 'open') return then(payload);
      await app.call('views.open', { trigger_id: payload.trigger_id, view: opened });
      return undefined;
    });
    await trigger().click();
  }

  it('takes a submission once it is whole and the app agrees, and gives the focus back', async () => {
    await open(
      view('Plan', [
        name,
        input('hours', 'Hours', { type: 'number_input', is_decimal_allowed: false }, { optional: true }),
      ]),
      (payload) =>
        payload.view.state.values.name.value.value === 'taken'
          ? { response_action: 'errors', errors: { name: 'There is one of this name' } }
          : undefined,
    );
    const field = dialog('Plan').getByRole('textbox', { name: 'Name' });
    await field.and(page.locator(':focus')).waitFor();
    await dialog('Plan').getByRole('button', { name: 'Save' }).click();
    await dialog('Plan').getByRole('alert').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(app.heard.filter((payload) => payload.type === 'view_submission')).toEqual([]);
    await field.fill('taken');
    await dialog('Plan').getByRole('alert').waitFor({ state: 'detached' });
    await field.press('Enter');
    await dialog('Plan').getByRole('alert').getByText('There is one of this name').waitFor();
    await field.and(page.locator(':focus')).waitFor();
    await field.fill('Release 8');
    await dialog('Plan').getByRole('spinbutton', { name: 'Hours' }).fill('7');
    await dialog('Plan').getByRole('button', { name: 'Save' }).click();
    await dialog('Plan').waitFor({ state: 'detached' });
    expect((await submitted('Plan')).view.state.values).toMatchObject({
      name: { value: { value: 'Release 8' } },
      hours: { value: { value: '7' } },
    });
    await trigger().and(page.locator(':focus')).waitFor();
  });

  it('stays open, with what was typed, when the app does not answer in time', async () => {
    await scene.simulator.control.changeSettings({ ackTimeoutMs: 300 });
    await open(view('Plan', [name]), () => 'no ack');
    const field = dialog('Plan').getByRole('textbox', { name: 'Name' });
    await field.fill('patience');
    await field.press('Enter');
    await dialog('Plan').getByRole('alert').getByText('did not answer in time').waitFor();
    expect(await field.inputValue()).toBe('patience');
    app.answer(() => undefined);
    await dialog('Plan').getByRole('button', { name: 'Save' }).click();
    await dialog('Plan').waitFor({ state: 'detached' });
  });

  it('lays views over each other; Escape takes the topmost away and the cross all of them', async () => {
    await open(view('First', [name]), (payload) =>
      payload.type === 'view_submission'
        ? {
            response_action: 'push',
            view: view('Second', [input('more', 'More', { type: 'plain_text_input' })]),
          }
        : undefined,
    );
    const save = () => page.getByRole('button', { name: 'Save' }).click();
    await dialog('First').getByRole('textbox', { name: 'Name' }).fill('kept');
    await save();
    await dialog('Second').getByRole('textbox', { name: 'More' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await dialog('First').waitFor();
    expect(await dialog('First').getByRole('textbox', { name: 'Name' }).inputValue()).toBe('kept');
    await save();
    await dialog('Second').waitFor();
    await dialog('Second').getByRole('button', { name: 'Close all' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await trigger().and(page.locator(':focus')).waitFor();
  });

  it('tells the app that a view was closed which asks for it', async () => {
    await open(view('Plan', [name], { notify_on_close: true }), () => undefined);
    await dialog('Plan').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await app.hears((payload) => payload.type === 'view_closed')).view.callback_id).toBe('Plan');
  });

  it('keeps what was typed when the app changes the view, and shows the rest anew', async () => {
    const grow = { type: 'actions', elements: [button('grow', 'Add a field')] };
    await open(view('Plan', [name, grow]), async (payload) => {
      if (payload.type === 'view_submission') return undefined;
      const grown = [
        { type: 'section', text: mrkdwn('*Grown*') },
        name,
        input('why', 'Why', { type: 'plain_text_input' }),
      ];
      await app.call('views.update', { view_id: payload.view.id, view: view('Plan', grown) });
      return undefined;
    });
    await dialog('Plan').getByRole('textbox', { name: 'Name' }).fill('typed before');
    await dialog('Plan').getByRole('button', { name: 'Add a field' }).click();
    await dialog('Plan').getByText('Grown').waitFor();
    expect(await dialog('Plan').getByRole('textbox', { name: 'Name' }).inputValue()).toBe('typed before');
    await dialog('Plan').getByRole('textbox', { name: 'Why' }).fill('because');
    await dialog('Plan').getByRole('button', { name: 'Save' }).click();
    expect((await submitted('Plan')).view.state.values).toMatchObject({
      name: { value: { value: 'typed before' } },
      why: { value: { value: 'because' } },
    });
  });

  it('keeps the focus inside', async () => {
    await open(view('Plan', [name]), () => undefined);
    await dialog('Plan').waitFor();
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      // Between the last and the first it may be on the browser's own bars, but nowhere else on the page.
      expect(await page.locator(':focus:not(dialog *)').count()).toBe(0);
    }
  });
});
