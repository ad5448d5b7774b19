import type { BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { actions, button, input, option, plain } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAILY, GENERAL } from '../testing/world.ts';

let stage: InteractiveStage;
let heard: BlockAction[];
beforeEach(async () => {
  stage = await startInteractive();
  heard = [];
  stage.app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    await ack();
    heard.push(body as BlockAction);
  });
});
afterEach(() => stage.end());

const nth = (count: number) => until(() => heard[count - 1], `action ${count}`);

const OPTIONS = [option('a'), option('b'), option('c')];
const chosen = (value: string) => ({ value, text: { type: 'plain_text', text: value.toUpperCase() } });

/** Every element that holds something: what is put in, and what its action and the state say. */
const ELEMENTS: readonly [element: object, input: string | readonly string[], said: object][] = [
  [{ type: 'static_select', options: OPTIONS }, 'b', { selected_option: chosen('b') }],
  [
    { type: 'static_select', option_groups: [{ label: plain('All'), options: OPTIONS }] },
    'c',
    { selected_option: chosen('c') },
  ],
  [{ type: 'users_select' }, BEN, { selected_user: BEN }],
  [{ type: 'conversations_select' }, DAILY, { selected_conversation: DAILY }],
  [{ type: 'channels_select' }, DAILY, { selected_channel: DAILY }],
  [{ type: 'checkboxes', options: OPTIONS }, ['a', 'c'], { selected_options: [chosen('a'), chosen('c')] }],
  [{ type: 'radio_buttons', options: OPTIONS }, 'c', { selected_option: chosen('c') }],
  [{ type: 'datepicker' }, '2026-12-24', { selected_date: '2026-12-24' }],
  [{ type: 'timepicker' }, '18:30', { selected_time: '18:30' }],
  [{ type: 'datetimepicker' }, '1798761600', { selected_date_time: 1_798_761_600 }],
  [{ type: 'multi_static_select', options: OPTIONS }, ['b'], { selected_options: [chosen('b')] }],
  [{ type: 'multi_users_select' }, [BEN, ADA], { selected_users: [BEN, ADA] }],
  [{ type: 'multi_conversations_select' }, [DAILY], { selected_conversations: [DAILY] }],
  [{ type: 'multi_channels_select' }, [DAILY, GENERAL], { selected_channels: [DAILY, GENERAL] }],
];

const section = (blockId: string, accessory: object) => ({
  type: 'section',
  block_id: blockId,
  text: plain(blockId),
  accessory: { action_id: blockId, ...accessory },
});

test('every element tells its app what was chosen, and what all others hold', async () => {
  const ts = await stage.post(...ELEMENTS.map(([element], at) => section(`e${at}`, element)));
  await stage.app.start();
  for (const [at, [element, value, said]] of ELEMENTS.entries()) {
    await stage.use(ts, `e${at}`, value);
    const { actions: acts, state } = await nth(at + 1);
    expect(acts).toMatchObject([{ ...said, block_id: `e${at}`, action_id: `e${at}` }]);
    expect(acts[0]?.type).toBe(Reflect.get(element, 'type'));
    expect(state?.values[`e${at}`]?.[`e${at}`]).toMatchObject(said);
  }
  const held = ELEMENTS.map(([element, , said], at) => [
    `e${at}`,
    { [`e${at}`]: { type: Reflect.get(element, 'type'), ...said } },
  ]);
  expect(heard.at(-1)?.state?.values).toEqual(Object.fromEntries(held));
});

test('a pressed button tells who pressed it where, and chat.update makes another message of it', async () => {
  const ts = await stage.post(actions('row', button('brew', 'green')));
  stage.app.action<BlockAction>('brew', async ({ body, client }) => {
    const channel = body.channel?.id ?? '';
    await client.chat.update({ channel, ts: body.message?.ts ?? '', text: 'Brewing', blocks: [] });
  });
  await stage.app.start();
  await stage.use(ts, 'brew');
  expect(await nth(1)).toMatchObject({
    type: 'block_actions',
    api_app_id: stage.appId,
    team: { id: ACME, domain: 'acme' },
    user: { id: ADA, username: 'ada', team_id: ACME },
    channel: { id: GENERAL, name: 'general' },
    container: { type: 'message', message_ts: ts, channel_id: GENERAL, is_ephemeral: false },
    message: { ts, bot_id: expect.any(String), text: 'a form' },
    state: { values: {} },
    actions: [{ type: 'button', block_id: 'row', action_id: 'brew', value: 'green', text: plain('Press') }],
    trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
    response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
  });
  await until(async () => (await stage.seen(1))[0]?.text === 'Brewing', 'the update');
  await expect(stage.use(ts, 'brew')).rejects.toMatchObject({ code: 'unknown_element' });
});

test('an overflow menu tells the entry that was picked', async () => {
  const ts = await stage.post(section('more', { type: 'overflow', options: OPTIONS }));
  await stage.app.start();
  await stage.use(ts, 'more', 'b');
  expect((await nth(1)).actions).toMatchObject([{ type: 'overflow', selected_option: chosen('b') }]);
});

test('an input block of a message tells its app when it asks to be dispatched', async () => {
  const ts = await stage.post(
    input('note', { type: 'plain_text_input', action_id: 'told' }, { dispatch_action: true }),
    input('more', { type: 'plain_text_input', action_id: 'kept' }),
  );
  await stage.app.start();
  await stage.use(ts, 'told', 'with milk');
  expect((await nth(1)).actions).toMatchObject([{ type: 'plain_text_input', value: 'with milk' }]);
  await expect(stage.use(ts, 'kept', 'quiet')).rejects.toMatchObject({ code: 'not_dispatched' });
});

test.each(['external_select', 'multi_external_select'])(
  'a menu that the app fills (%s) asks it for options, in groups or not',
  async (type) => {
    const asked: unknown[] = [];
    stage.app.options('find', async ({ ack, body, payload }) => {
      asked.push(body);
      const groups = [{ label: plain('Found') as never, options: OPTIONS as never[] }];
      if (payload.value === 'group') await ack({ option_groups: groups });
      else await ack({ options: OPTIONS as never[] });
    });
    await stage.app.start();
    const ts = await stage.post(section('find', { type, min_query_length: 1 }));
    const search = (query: string) =>
      stage.control.suggest(ACME, {
        user: ADA,
        surface: { type: 'message', channel: GENERAL, ts },
        actionId: 'find',
        query,
      });
    const labels = { options: OPTIONS.map(({ text, value }) => ({ label: text.text, value })) };
    expect(await search('te')).toEqual(labels);
    expect(await search('group')).toEqual(labels);
    expect(asked[0]).toMatchObject({
      type: 'block_suggestion',
      value: 'te',
      block_id: 'find',
      action_id: 'find',
      team: { id: ACME },
      user: { id: ADA },
      channel: { id: GENERAL },
      container: { type: 'message', message_ts: ts },
    });
    const isMulti = type.startsWith('multi');
    await stage.use(ts, 'find', isMulti ? ['b'] : 'b');
    expect((await nth(1)).actions).toMatchObject([
      isMulti ? { selected_options: [chosen('b')] } : { selected_option: chosen('b') },
    ]);
  },
);
