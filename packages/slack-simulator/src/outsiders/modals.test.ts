import type { ViewOutput } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInputs } from '../control/interactivity.ts';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { input, option, plain } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAILY, GENERAL } from '../testing/world.ts';

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

const field = (blockId: string) => input(blockId, { type: 'plain_text_input' });
/** Bolt's types want literal types, which the tests' makers do not give. */
const modal = (title: string, rest: object = {}) =>
  ({
    type: 'modal',
    callback_id: 'order',
    title: plain(title),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [field('note')],
    ...rest,
  }) as never;

/** A typed command opens this view; answers with it as Ada sees it. */
async function openModal(view: never): Promise<ViewOutput> {
  stage.app.command('/tea', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  await stage.app.start();
  await stage.command();
  const [opened] = await stage.views(1);
  return opened as unknown as ViewOutput;
}

const submit = (viewId: string, inputs: SimInputs = { note: { value: 'with milk' } }) =>
  stage.control.submitView(ACME, { user: ADA, viewId, inputs });
const titles = async (count: number) =>
  (await stage.views(count)).map(({ title }) => Reflect.get(title as object, 'text'));

test('a submission brings the view with private metadata and every kind of input, and a bare ack closes it', async () => {
  const options = [option('a'), option('b')];
  const elements: Readonly<Record<string, readonly [type: string, value: string | string[], said: unknown]>> =
    {
      text: ['plain_text_input', 'with milk', { value: 'with milk' }],
      mail: ['email_text_input', 'ada@example.org', { value: 'ada@example.org' }],
      link: ['url_text_input', 'https://example.org', { value: 'https://example.org' }],
      count: ['number_input', '3', { value: '3' }],
      one: ['static_select', 'a', { selected_option: { value: 'a' } }],
      many: ['multi_static_select', ['b'], { selected_options: [{ value: 'b' }] }],
      radio: ['radio_buttons', 'b', { selected_option: { value: 'b' } }],
      boxes: ['checkboxes', ['a', 'b'], { selected_options: [{ value: 'a' }, { value: 'b' }] }],
      user: ['users_select', BEN, { selected_user: BEN }],
      users: ['multi_users_select', [BEN], { selected_users: [BEN] }],
      channel: ['channels_select', DAILY, { selected_channel: DAILY }],
      channels: ['multi_channels_select', [DAILY], { selected_channels: [DAILY] }],
      place: ['conversations_select', DAILY, { selected_conversation: DAILY }],
      places: ['multi_conversations_select', [DAILY], { selected_conversations: [DAILY] }],
      day: ['datepicker', '2026-12-24', { selected_date: '2026-12-24' }],
      time: ['timepicker', '09:30', { selected_time: '09:30' }],
      moment: ['datetimepicker', '1798761600', { selected_date_time: 1_798_761_600 }],
      rich: ['rich_text_input', '*hot*', { rich_text_value: { type: 'rich_text' } }],
    };
  const withOptions = /static_select|radio|checkboxes/;
  const blocks = Object.entries(elements).map(([blockId, [type]]) =>
    input(blockId, {
      type,
      ...(withOptions.test(type) ? { options } : {}),
      ...(type === 'number_input' ? { is_decimal_allowed: false } : {}),
    }),
  );
  const got: ViewOutput[] = [];
  stage.app.view('order', async ({ ack, view }) => {
    await ack();
    got.push(view);
  });
  const { id } = await openModal(modal('Order', { private_metadata: '{"pot":7}', blocks }));
  const inputs = Object.fromEntries(
    Object.entries(elements).map(([blockId, [, value]]) => [blockId, { value }]),
  );
  expect(await submit(id, inputs)).toEqual({ outcome: 'closed' });
  expect(got).toMatchObject([
    { id, private_metadata: '{"pot":7}', callback_id: 'order', app_id: stage.appId },
  ]);
  for (const [blockId, [type, , said]] of Object.entries(elements))
    expect(got[0]?.state.values[blockId], blockId).toMatchObject({ value: { type, ...(said as object) } });
  expect(await stage.views(0)).toEqual([]);
});

test('refused with errors, the view stays, and takes another try', async () => {
  stage.app.view('order', async ({ ack, view }) => {
    const isFine = view.state.values.note?.value?.value === 'with milk';
    await (isFine ? ack() : ack({ response_action: 'errors', errors: { note: 'We have only milk' } }));
  });
  const { id } = await openModal(modal('Order'));
  expect(await submit(id, { note: { value: 'with lemon' } })).toEqual({
    outcome: 'errors',
    errors: { note: 'We have only milk' },
  });
  expect(await titles(1)).toEqual(['Order']);
  expect(await submit(id)).toEqual({ outcome: 'closed' });
});

test('errors for a block that is no input of the view are no answer', async () => {
  stage.app.view('order', ({ ack }) => ack({ response_action: 'errors', errors: { none: 'Where?' } }));
  const { id } = await openModal(modal('Order'));
  expect(await submit(id)).toEqual({ outcome: 'failed' });
  expect(await titles(1)).toEqual(['Order']);
});

test('a submission is answered by another view, by one more, and by the end of all', async () => {
  stage.app.view('order', ({ ack }) =>
    ack({ response_action: 'update', view: modal('How hot?', to('heat')) }),
  );
  stage.app.view('heat', ({ ack }) => ack({ response_action: 'push', view: modal('Sure?', to('sure')) }));
  stage.app.view('sure', ({ ack }) => ack({ response_action: 'clear' }));
  const { id } = await openModal(modal('Order'));
  expect(await submit(id)).toEqual({ outcome: 'updated' });
  expect(await titles(1)).toEqual(['How hot?']);
  expect(await submit(id)).toEqual({ outcome: 'pushed' });
  expect(await titles(2)).toEqual(['How hot?', 'Sure?']);
  const top = (await stage.views(2))[1];
  expect(top).toMatchObject({ root_view_id: id, previous_view_id: id });
  expect(await submit(String(top?.id))).toEqual({ outcome: 'closed' });
  expect(await stage.views(0)).toEqual([]);
});

const to = (callbackId: string) => ({ callback_id: callbackId });

test('a submission that nobody acks within three seconds fails, and the view stays', async () => {
  let isHeard = false;
  stage.app.view('order', async () => {
    isHeard = true;
  });
  const { id } = await openModal(modal('Order'));
  const submitted = submit(id);
  await until(() => isHeard, 'the submission');
  stage.clock.advance(3_000);
  expect(await submitted).toEqual({ outcome: 'failed' });
  expect(await titles(1)).toEqual(['Order']);
});

test('views.update with the hash of an older view is a conflict', async () => {
  const { id, hash } = await openModal(modal('Order'));
  const web = stage.web(stage.botToken);
  const updated = await web.views.update({ view_id: id, hash, view: modal('Order soon') });
  expect(updated.view).toMatchObject({ id, title: { text: 'Order soon' } });
  expect(updated.view?.hash).not.toBe(hash);
  await expect(web.views.update({ view_id: id, hash, view: modal('Order late') })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
  expect(await titles(1)).toEqual(['Order soon']);
  await web.views.update({ view_id: id, view: modal('Order anyway') });
  expect(await titles(1)).toEqual(['Order anyway']);
});

test('views.update finds a view by its external id, and no view that is not there', async () => {
  await openModal(modal('Order', { external_id: 'the-order' }));
  const web = stage.web(stage.botToken);
  const view = modal('Order soon', { external_id: 'the-order' });
  await web.views.update({ external_id: 'the-order', view });
  expect(await titles(1)).toEqual(['Order soon']);
  await expect(web.views.update({ view_id: 'V0NONE', view })).rejects.toMatchObject({
    data: { error: 'not_found' },
  });
});

test.each([
  ['Cancel', undefined, false, 'order'],
  ['the cross', true, true, 'order'],
])('closed by %s, a view that asked for it tells its app', async (_, all, isCleared, callbackId) => {
  const closed: object[] = [];
  stage.app.view({ callback_id: callbackId, type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    closed.push(body);
  });
  const { id } = await openModal(modal('Order', { notify_on_close: true, private_metadata: 'pot 7' }));
  await stage.control.closeView(ACME, { user: ADA, viewId: id, ...(all ? { all } : {}) });
  await until(() => closed.length > 0, 'the goodbye');
  expect(closed).toMatchObject([
    {
      type: 'view_closed',
      is_cleared: isCleared,
      user: { id: ADA },
      view: { id, private_metadata: 'pot 7' },
    },
  ]);
  expect(await stage.views(0)).toEqual([]);
});

test('a view that did not ask for it is closed in silence', async () => {
  const { id } = await openModal(modal('Order'));
  await stage.control.closeView(ACME, { user: ADA, viewId: id });
  const { events } = await stage.control.record();
  expect(events.filter(({ subtype }) => subtype === 'view_closed')).toEqual([]);
  expect(await stage.views(0)).toEqual([]);
});

test('a conversation chosen in a modal gets an answer over the address that comes with it', async () => {
  const place = { type: 'conversations_select', response_url_enabled: true };
  stage.app.view('order', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Tea is ordered', response_type: 'in_channel' });
  });
  const { id } = await openModal(modal('Order', { blocks: [input('to', place)] }));
  await submit(id, { to: { value: GENERAL } });
  expect((await stage.seen(1, BEN))[0]).toMatchObject({ text: 'Tea is ordered', user: stage.botUserId });
});
