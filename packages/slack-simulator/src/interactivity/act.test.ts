import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInput, SimInputs } from '../control/index.ts';
import {
  actions,
  button,
  type InteractiveWorld,
  input,
  interactiveWorld,
  option,
} from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAILY, GENERAL } from '../testing/world.ts';

let world: InteractiveWorld;
beforeEach(async () => {
  world = await interactiveWorld();
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const post = async (blocks: readonly unknown[], channel = GENERAL): Promise<string> =>
  String((await world.call('chat.postMessage', { channel, text: 'choose', blocks })).ts);
const use = (
  ts: string,
  actionId: string,
  rest: { input?: SimInput; inputs?: SimInputs; blockId?: string; user?: string; channel?: string } = {},
) => {
  const { channel = GENERAL, ...more } = rest;
  return control().act(ACME, {
    user: ADA,
    surface: { type: 'message', channel, ts },
    actionId,
    ...more,
  });
};
const action = async (at = 0) =>
  ((await world.heard(at)).payload.actions as Record<string, unknown>[])[0] ?? {};

test('a pressed button tells its app what, where and by whom', async () => {
  const ts = await post([actions('row', button('go', 'now'))]);
  await use(ts, 'go');
  const { frame, payload } = await world.heard();
  expect(frame).toMatchObject({ accepts_response_payload: false });
  expect(payload).toEqual({
    type: 'block_actions',
    user: { id: ADA, username: 'ada', name: 'ada', team_id: ACME },
    api_app_id: world.appId,
    token: expect.any(String),
    container: { type: 'message', message_ts: ts, channel_id: GENERAL, is_ephemeral: false },
    trigger_id: expect.any(String),
    team: { id: ACME, domain: 'acme' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: GENERAL, name: 'general' },
    message: expect.objectContaining({ ts, text: 'choose', bot_id: world.botId }),
    state: { values: {} },
    response_url: expect.stringContaining('/respond/'),
    actions: [
      {
        type: 'button',
        action_id: 'go',
        block_id: 'row',
        text: { type: 'plain_text', text: 'Press' },
        value: 'now',
        action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      },
    ],
  });
  const { events } = await control().record();
  expect(events.at(-1)).toMatchObject({
    eventId: payload.trigger_id,
    type: 'interactive',
    subtype: 'block_actions',
    user: ADA,
    channel: GENERAL,
    ts,
  });
});

test('every kind of element says what was chosen, and the state holds it from then on', async () => {
  const choices = { options: [option('a'), option('b')] };
  const grouped = {
    option_groups: [{ label: { type: 'plain_text', text: 'All' }, options: choices.options }],
  };
  const cases: readonly [type: string, settings: object, input: SimInput, chosen: object][] = [
    ['static_select', choices, 'a', { selected_option: option('a') }],
    ['static_select', grouped, 'b', { selected_option: option('b') }],
    ['multi_static_select', choices, ['a', 'b'], { selected_options: [option('a'), option('b')] }],
    ['radio_buttons', choices, 'b', { selected_option: option('b') }],
    ['checkboxes', choices, ['a'], { selected_options: [option('a')] }],
    ['users_select', {}, BEN, { selected_user: BEN }],
    ['multi_users_select', {}, [ADA, BEN], { selected_users: [ADA, BEN] }],
    ['channels_select', {}, DAILY, { selected_channel: DAILY }],
    ['multi_channels_select', {}, [DAILY], { selected_channels: [DAILY] }],
    ['conversations_select', {}, GENERAL, { selected_conversation: GENERAL }],
    ['multi_conversations_select', {}, [GENERAL], { selected_conversations: [GENERAL] }],
    ['datepicker', {}, '2026-11-25', { selected_date: '2026-11-25' }],
    ['timepicker', {}, '09:30', { selected_time: '09:30' }],
    ['datetimepicker', {}, '1790000000', { selected_date_time: 1_790_000_000 }],
    ['plain_text_input', {}, 'milk', { value: 'milk' }],
    ['email_text_input', {}, 'ada@example.org', { value: 'ada@example.org' }],
    ['number_input', {}, '7', { value: '7' }],
    ['datepicker', { initial_date: '2026-01-01' }, null, { selected_date: null }],
    ['multi_users_select', {}, [], { selected_users: [] }],
  ];
  const blocks = cases.map(([type, settings], at) =>
    input(`b${at}`, { type, ...settings }, { dispatch_action: true }),
  );
  const ts = await post(blocks);
  for (const [at, [type, , chosen, expected]] of cases.entries()) {
    await use(ts, 'value', { blockId: `b${at}`, input: chosen });
    expect(await action(at)).toMatchObject({ type, block_id: `b${at}`, action_id: 'value', ...expected });
  }
  const { payload } = await world.heard(cases.length - 1);
  expect(payload.state).toEqual({
    values: Object.fromEntries(
      cases.map(([type, , , expected], at) => [`b${at}`, { value: { type, ...expected } }]),
    ),
  });
});

test('rich text comes as a block', async () => {
  const ts = await post([input('words', { type: 'rich_text_input' }, { dispatch_action: true })]);
  await use(ts, 'value', { input: `for <@${BEN}>` });
  expect(await action()).toMatchObject({
    rich_text_value: {
      type: 'rich_text',
      elements: [{ elements: [{ type: 'text' }, { type: 'user', user_id: BEN }] }],
    },
  });
});

test('overflow menus and feedback buttons say which entry was picked, and hold nothing', async () => {
  const feedback = {
    type: 'feedback_buttons',
    action_id: 'rate',
    positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'good' },
    negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'bad' },
  };
  const more = { type: 'overflow', action_id: 'more', options: [option('edit'), option('drop')] };
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'Tea' }, accessory: more };
  const ts = await post([section, { type: 'context_actions', elements: [feedback] }]);
  await use(ts, 'more', { input: 'drop' });
  await use(ts, 'rate', { input: 'bad' });
  expect(await action()).toMatchObject({ type: 'overflow', selected_option: option('drop') });
  expect(await action(1)).toMatchObject({ type: 'feedback_buttons', value: 'bad', text: { text: 'Bad' } });
  expect((await world.heard(1)).payload.state).toEqual({ values: {} });
});

test('what else was filled in comes with the action; the rest keeps its first value', async () => {
  const ts = await post([
    input('size', {
      type: 'static_select',
      options: [option('s'), option('l')],
      initial_option: option('s'),
    }),
    input('note', { type: 'plain_text_input' }),
    actions('row', button('go')),
  ]);
  await use(ts, 'go', { inputs: { note: { value: 'hot' } } });
  expect((await world.heard()).payload.state).toEqual({
    values: {
      size: { value: { type: 'static_select', selected_option: option('s') } },
      note: { value: { type: 'plain_text_input', value: 'hot' } },
    },
  });
  await use(ts, 'go', { user: BEN });
  expect((await world.heard(1)).payload.state).toMatchObject({
    values: { note: { value: { value: null } } },
  });
});

test('a chosen option that the app took away is not held any more', async () => {
  const menu = (...values: string[]) =>
    actions('row', { type: 'static_select', action_id: 'size', options: values.map(option) });
  const ts = await post([menu('s', 'l'), actions('more', button('go'))]);
  await use(ts, 'size', { input: 'l' });
  const blocks = [menu('s'), actions('more', button('go'))];
  await world.call('chat.update', { channel: GENERAL, ts, text: 'choose', blocks });
  await use(ts, 'go');
  expect((await world.heard(1)).payload.state).toMatchObject({
    values: { row: { size: { selected_option: null } } },
  });
});

test('blocks and elements without ids get some, which stay', async () => {
  const ts = await post([{ type: 'actions', elements: [{ ...button(''), action_id: undefined }] }]);
  const { blocks } = await world.newest(GENERAL, ADA);
  const [block] = blocks as [{ block_id: string; elements: [{ action_id: string }] }];
  const [element] = block.elements;
  expect([block.block_id, element.action_id]).toEqual([
    expect.stringMatching(/^\w{5}$/),
    expect.stringMatching(/^\w{5}$/),
  ]);
  await use(ts, element.action_id);
  expect(await action()).toMatchObject({ block_id: block.block_id, action_id: element.action_id });
});

test('elements of ephemeral messages, threads and attachments work', async () => {
  const blocks = [actions('row', button('go'))];
  await world.call('chat.postEphemeral', { channel: GENERAL, user: ADA, text: 'psst', blocks });
  const whisper = String((await world.newest(GENERAL, ADA)).ts);
  await use(whisper, 'go');
  const { payload } = await world.heard();
  expect(payload).toMatchObject({ container: { message_ts: whisper, is_ephemeral: true } });
  expect(payload.message).toBeUndefined();
  const parent = await post([]);
  const reply = { channel: GENERAL, text: 'reply', thread_ts: parent, attachments: [{ blocks }] };
  await use(String((await world.call('chat.postMessage', reply)).ts), 'go');
  expect((await world.heard(1)).payload).toMatchObject({
    container: { type: 'message_attachment', attachment_id: 1, thread_ts: parent },
  });
});

test('refuses what the person could not do', async () => {
  const ts = await post([
    actions('one', button('go'), { type: 'static_select', action_id: 'pick', options: [option('a')] }),
    actions('two', button('go'), { type: 'datepicker', action_id: 'day' }),
    input('quiet', { type: 'plain_text_input' }),
  ]);
  const refused = (...args: Parameters<typeof use>) => expect(use(...args)).rejects;
  await refused(ts, 'none').toMatchObject({ code: 'unknown_element', status: 404 });
  await refused(ts, 'go').toMatchObject({ code: 'ambiguous_element' });
  await refused(ts, 'go', { blockId: 'three' }).toMatchObject({ code: 'unknown_element' });
  await refused(ts, 'pick', { input: 'z' }).toMatchObject({ code: 'unknown_option' });
  await refused(ts, 'pick', { input: ['a'] }).toMatchObject({ code: 'invalid_input' });
  await refused(ts, 'day', { input: 'tomorrow' }).toMatchObject({ code: 'invalid_input' });
  await refused(ts, 'value', { input: 'x' }).toMatchObject({ code: 'not_dispatched' });
  await refused(ts, 'pick', { inputs: { one: { no: 'x' } } }).toMatchObject({ code: 'unknown_element' });
  await refused('1.1', 'go').toMatchObject({ code: 'unknown_message' });
  await control().kick(ACME, GENERAL, BEN);
  await refused(ts, 'pick', { user: BEN, input: 'a' }).toMatchObject({ code: 'not_in_channel' });
  const { ts: typed } = await control().say(ACME, GENERAL, { user: ADA, text: 'hello' });
  await refused(typed, 'go').toMatchObject({ code: 'unknown_element' });
  const whisper = { channel: GENERAL, user: ADA, text: 'psst', blocks: [actions('row', button('go'))] };
  await world.call('chat.postEphemeral', whisper);
  await control().invite(ACME, GENERAL, BEN);
  const hidden = String((await world.newest(GENERAL, ADA)).ts);
  await refused(hidden, 'go', { user: BEN }).toMatchObject({ code: 'unknown_message' });
  await control().uninstall(ACME, world.appId);
  await refused(ts, 'pick', { input: 'a' }).toMatchObject({ code: 'not_installed' });
  expect((await control().record()).events.filter(({ type }) => type === 'interactive')).toEqual([]);
});

test('a press that nobody acks never comes again', async () => {
  await control().changeSettings({ ackTimeoutMs: 0, retryDelaysMs: [0, 0] });
  const ts = await post([actions('row', button('go'))]);
  await use(ts, 'go');
  const record = await until(async () => {
    const page = await control().record();
    return page.events.at(-1)?.outcome === 'given-up' && page;
  }, 'the end of the wait');
  expect(record.deliveries.filter(({ type }) => type === 'interactive')).toHaveLength(1);
});
