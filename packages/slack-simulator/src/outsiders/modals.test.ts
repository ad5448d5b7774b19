import type { ViewOutput } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, noteModal, startInteractive } from '../testing/interactive-stage.ts';
import { input, option } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { BEN, DAILY } from '../testing/world.ts';

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

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
  const { id } = await stage.openModal(noteModal('Order', { private_metadata: '{"pot":7}', blocks }));
  const inputs = Object.fromEntries(
    Object.entries(elements).map(([blockId, [, value]]) => [blockId, { value }]),
  );
  expect(await stage.submit(id, inputs)).toEqual({ outcome: 'closed' });
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
  const { id } = await stage.openModal(noteModal('Order'));
  expect(await stage.submit(id, { note: { value: 'with lemon' } })).toEqual({
    outcome: 'errors',
    errors: { note: 'We have only milk' },
  });
  expect(await titles(1)).toEqual(['Order']);
  expect(await stage.submit(id)).toEqual({ outcome: 'closed' });
});

test('errors for a block that is no input of the view are no answer', async () => {
  stage.app.view('order', ({ ack }) => ack({ response_action: 'errors', errors: { none: 'Where?' } }));
  const { id } = await stage.openModal(noteModal('Order'));
  expect(await stage.submit(id)).toEqual({ outcome: 'failed' });
  expect(await titles(1)).toEqual(['Order']);
});

test('a submission is answered by another view, by one more, and by the end of all', async () => {
  stage.app.view('order', ({ ack }) =>
    ack({ response_action: 'update', view: noteModal('How hot?', to('heat')) }),
  );
  stage.app.view('heat', ({ ack }) => ack({ response_action: 'push', view: noteModal('Sure?', to('sure')) }));
  stage.app.view('sure', ({ ack }) => ack({ response_action: 'clear' }));
  const { id } = await stage.openModal(noteModal('Order'));
  expect(await stage.submit(id)).toEqual({ outcome: 'updated' });
  expect(await titles(1)).toEqual(['How hot?']);
  expect(await stage.submit(id)).toEqual({ outcome: 'pushed' });
  expect(await titles(2)).toEqual(['How hot?', 'Sure?']);
  const top = (await stage.views(2))[1];
  expect(top).toMatchObject({ root_view_id: id, previous_view_id: id });
  expect(await stage.submit(String(top?.id))).toEqual({ outcome: 'closed' });
  expect(await stage.views(0)).toEqual([]);
});

const to = (callbackId: string) => ({ callback_id: callbackId });

test('a submission that nobody acks within three seconds fails, and the view stays', async () => {
  let isHeard = false;
  stage.app.view('order', async () => {
    isHeard = true;
  });
  const { id } = await stage.openModal(noteModal('Order'));
  const submitted = stage.submit(id);
  await until(() => isHeard, 'the submission');
  stage.clock.advance(3_000);
  expect(await submitted).toEqual({ outcome: 'failed' });
  expect(await titles(1)).toEqual(['Order']);
});
