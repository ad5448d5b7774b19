import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  button,
  connectApp,
  mrkdwn,
  option,
  type Payload,
  plain,
  type TestApp,
} from './testing/chat-page-app.ts';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

describe('using what apps post on the page', () => {
  let scene: Scene;
  let page: Page;
  let app: TestApp;
  let channel: string;

  onChatPage((opened) => {
    scene = opened;
    ({ page } = scene);
  });
  beforeEach(async () => {
    ({ channel } = await generalOf(scene.simulator));
    app = await connectApp(scene.simulator);
  });
  afterEach(() => {
    app.close();
    expect(app.problems).toEqual([]);
  });

  const post = (...blocks: unknown[]) => app.call('chat.postMessage', { channel, text: 'a form', blocks });
  const actions = (...elements: unknown[]) => ({ type: 'actions', block_id: 'acts', elements });
  const acted = (actionId: string) =>
    app.hears((payload) => payload.type === 'block_actions' && payload.actions[0].action_id === actionId);
  const choice = (name: string) => page.getByRole('option', { name });

  it('presses a button, and the message becomes what the app makes of it', async () => {
    app.answer(async (payload: Payload) => {
      await app.call('chat.update', {
        channel,
        ts: payload.container.message_ts,
        text: 'done',
        blocks: [{ type: 'section', text: mrkdwn(`Approved by <@${payload.user.id}>`) }],
      });
      return undefined;
    });
    await post(actions(button('approve', 'Approve', { value: 'plan-7', style: 'primary' })));
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('log').getByText('Approved by @ada').waitFor();
    await page.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' });
    const payload = await acted('approve');
    expect(payload.actions[0]).toMatchObject({ block_id: 'acts', value: 'plan-7', type: 'button' });
  });

  it('says when the app does not answer, or is not there to hear, to whoever pressed', async () => {
    await scene.simulator.control.changeSettings({ ackTimeoutMs: 50 });
    app.answer(() => 'no ack');
    await post(actions(button('go', 'Go')));
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByText('Muster did not answer in time.').waitFor();
    app.close();
    await page.getByRole('button', { name: 'Muster (not connected)' }).waitFor();
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByText('Muster is not connected and did not hear that.').waitFor();
  });

  it('asks before it presses a button that wants to be asked for, and Escape declines', async () => {
    const confirm = {
      title: plain('Delete it?'),
      text: plain('For ever'),
      confirm: plain('Delete'),
      deny: plain('Keep'),
    };
    await post(actions(button('delete', 'Delete plan', { confirm }), button('other', 'Other')));
    const trigger = page.getByRole('button', { name: 'Delete plan' });
    const question = page.getByRole('dialog', { name: 'Delete it?' });
    await trigger.click();
    await question.getByText('For ever').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await trigger.and(page.locator(':focus')).waitFor();
    await trigger.click();
    await question.getByRole('button', { name: 'Keep' }).click();
    // What comes after in order shows that nothing came before.
    await page.getByRole('button', { name: 'Other' }).click();
    await acted('other');
    expect(app.heard).toHaveLength(1);
    await trigger.click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await acted('delete');
  });

  it('searches a menu, picks by keyboard, and sends the option', async () => {
    const groups = [
      { label: plain('Fruit'), options: [option('a', 'Apple'), option('p', 'Pear')] },
      { label: plain('Roots'), options: [option('c', 'Carrot')] },
    ];
    await post(
      actions({
        type: 'static_select',
        action_id: 'food',
        placeholder: plain('Pick food'),
        option_groups: groups,
      }),
    );
    const menu = page.getByRole('combobox', { name: 'Pick food' });
    await menu.click();
    await page.getByRole('group', { name: 'Roots' }).waitFor();
    await menu.pressSequentially('ar');
    await choice('Apple').waitFor({ state: 'detached' });
    await menu.press('ArrowDown');
    await menu.press('Enter');
    const payload = await acted('food');
    expect(payload.actions[0].selected_option).toMatchObject({ value: 'c', text: { text: 'Carrot' } });
    expect(await menu.inputValue()).toBe('Carrot');
    await menu.click();
    await menu.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  });

  it('opens an overflow menu, goes through it by arrow keys, and sends the option', async () => {
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
    const trigger = page.getByRole('button', { name: 'More options' });
    await trigger.click();
    // The pointer is on the message, so its bar is there too, under a name of its own.
    await page.getByRole('button', { name: 'More actions' }).waitFor();
    await page.getByRole('menuitem', { name: 'Edit' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await trigger.and(page.locator(':focus')).waitFor();
    await trigger.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const payload = await acted('more');
    expect(payload.actions[0]).toMatchObject({ block_id: 'task', selected_option: { value: 'd' } });
  });

  it('sends checkboxes, radio buttons, dates, times and people, with all else that was filled in', async () => {
    await post(
      actions(
        {
          type: 'checkboxes',
          action_id: 'boxes',
          options: [option('1', 'One'), option('2', 'Two'), option('3', 'Three')],
        },
        { type: 'radio_buttons', action_id: 'radio', options: [option('n', 'Now'), option('l', 'Later')] },
        { type: 'datepicker', action_id: 'day' },
        { type: 'timepicker', action_id: 'time' },
        { type: 'users_select', action_id: 'who', placeholder: plain('Who') },
      ),
    );
    await page.getByRole('checkbox', { name: 'Three' }).check();
    await page.getByRole('checkbox', { name: 'One' }).check();
    await expect
      .poll(() => app.heard.at(-1)?.actions[0].selected_options?.map((one: Payload) => one.value), {
        timeout: 10_000,
      })
      .toEqual(['1', '3']);
    await page.getByRole('radio', { name: 'Later' }).check();
    expect((await acted('radio')).actions[0].selected_option.value).toBe('l');
    await page.getByLabel('Date', { exact: true }).fill('2026-12-24');
    expect((await acted('day')).actions[0].selected_date).toBe('2026-12-24');
    await page.getByLabel('Time', { exact: true }).fill('18:30');
    expect((await acted('time')).actions[0].selected_time).toBe('18:30');
    await page.getByRole('combobox', { name: 'Who' }).click();
    await choice('Ben').click();
    const last = await acted('who');
    const ben = (await generalOf(scene.simulator)).workspace.people.find((one) => one.name === 'ben');
    expect(last.actions[0].selected_user).toBe(ben?.id);
    expect(last.state.values.acts).toMatchObject({
      boxes: { selected_options: [{ value: '1' }, { value: '3' }] },
      radio: { selected_option: { value: 'l' } },
      day: { selected_date: '2026-12-24' },
      time: { selected_time: '18:30' },
      who: { selected_user: ben?.id },
    });
  });

  it('tells of several choices once, when their menu closes', async () => {
    const options = [option('b', 'bug'), option('d', 'docs'), option('t', 'test')];
    await post(
      actions({ type: 'multi_static_select', action_id: 'tags', placeholder: plain('Tags'), options }),
    );
    const menu = page.getByRole('combobox', { name: 'Tags' });
    await menu.click();
    await choice('bug').click();
    await choice('test').click();
    await menu.press('Escape');
    const values = async () =>
      (await acted('tags')).actions[0].selected_options.map((one: Payload) => one.value);
    expect(await values()).toEqual(['b', 't']);
    expect(app.heard).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove bug' }).click();
    await expect.poll(values, { timeout: 10_000 }).toEqual(['t']);
  });

  it('asks the app for the options of a menu that the app fills', async () => {
    app.answer((payload: Payload) =>
      payload.type === 'block_suggestion'
        ? { options: [option('1', `Found ${payload.value}`), option('2', 'Another')] }
        : undefined,
    );
    await post(
      actions({
        type: 'external_select',
        action_id: 'task',
        placeholder: plain('Find a task'),
        min_query_length: 2,
      }),
    );
    const menu = page.getByRole('combobox', { name: 'Find a task' });
    await menu.click();
    await page.getByText('Type at least 2 letters').waitFor();
    await menu.pressSequentially('docs');
    await choice('Found docs').click();
    expect((await acted('task')).actions[0].selected_option.value).toBe('1');
    expect(await menu.inputValue()).toBe('Found docs');
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
    await page.getByRole('button', { name: 'Hand in' }).click();
    expect((await acted('send')).state.values.note.text.value).toBe('half a thou');
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
