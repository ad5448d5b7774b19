import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { actions, button, input, option, plain } from '../testing/interactive-world.ts';
import { ADA, GENERAL } from '../testing/world.ts';

let stage: InteractiveStage;
let web: WebClient;
beforeEach(async () => {
  stage = await startInteractive();
  web = stage.web(stage.botToken);
});
afterEach(() => stage.end());

const DIVIDER = { type: 'divider' };
const dividers = (count: number) => Array.from({ length: count }, () => DIVIDER);
const menu = (count: number) => ({
  type: 'static_select',
  action_id: 'menu',
  options: Array.from({ length: count }, (_, at) => option(`${at}`)),
});

/** What is wrong with these blocks of a message, and where. */
const WRONG: readonly [what: string, blocks: readonly unknown[], pointer: string][] = [
  ['a block without a type', [{}], '/blocks/0'],
  ['a section without anything', [DIVIDER, { type: 'section' }], '/blocks/1'],
  ['a section with too long a text', [{ type: 'section', text: plain('x'.repeat(3_001)) }], '/blocks/0/text'],
  ['a header with too long a text', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text'],
  ['a row without elements', [actions('row')], '/blocks/0/elements'],
  [
    'a row with too many elements',
    [actions('row', ...Array.from({ length: 26 }, (_, at) => button(`b${at}`)))],
    '/blocks/0/elements',
  ],
  [
    'a button with too long a text',
    [actions('row', { ...button('b'), text: plain('x'.repeat(76)) })],
    '/blocks/0/elements/0/text/text',
  ],
  ['a button without a text', [actions('row', { type: 'button', action_id: 'b' })], '/blocks/0/elements/0'],
  ['a menu with too many options', [actions('row', menu(101))], '/blocks/0/elements/0/options'],
  ['a menu without options', [actions('row', menu(0))], '/blocks/0/elements/0/options'],
  ['two elements of a row with one action id', [actions('row', button('b'), button('b'))], '/blocks/0'],
  [
    'two blocks with one block id',
    [actions('row', button('a')), actions('row', button('b'))],
    '/blocks/1/block_id',
  ],
];

test.each(WRONG)(
  'a message with %s is refused, and so is one that is to become it',
  async (_, blocks, pointer) => {
    const refusal = {
      data: {
        error: 'invalid_blocks',
        errors: [expect.stringContaining(`[json-pointer:${pointer}]`)],
        response_metadata: { messages: [expect.stringContaining(pointer)] },
      },
    };
    const message = { channel: GENERAL, text: 'a form', blocks: blocks as never };
    await expect(web.chat.postMessage(message)).rejects.toMatchObject(refusal);
    await expect(web.chat.postEphemeral({ ...message, user: ADA })).rejects.toMatchObject(refusal);
    expect(await stage.seen(0)).toEqual([]);
    const ts = await stage.post(DIVIDER);
    await expect(web.chat.update({ ...message, ts })).rejects.toMatchObject(refusal);
    expect(await stage.seen(1)).toMatchObject([{ blocks: [DIVIDER] }]);
  },
);

test('a message holds fifty blocks and no more', async () => {
  await stage.post(...dividers(50));
  await expect(stage.post(...dividers(51))).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
});

test('blocks that are no list are refused by their format', async () => {
  const call = web.apiCall('chat.postMessage', { channel: GENERAL, blocks: 'not a list' });
  await expect(call).rejects.toMatchObject({ data: { error: 'invalid_blocks_format' } });
});

test('the same action id in different blocks is fine', async () => {
  await stage.post(actions('one', button('b')), actions('two', button('b')));
});

const note = (blockId: string) => input(blockId, { type: 'plain_text_input' });
const TITLE = plain('Order');
const SUBMIT = plain('Save');

test.each<[what: string, view: object, pointer: string]>([
  ['without a title', { blocks: [] }, '/view'],
  ['with too long a title', { title: plain('x'.repeat(25)), blocks: [] }, '/view/title/text'],
  ['without blocks', { title: TITLE }, '/view'],
  ['with a hundred and one blocks', { title: TITLE, blocks: dividers(101) }, '/view/blocks'],
  ['with an input and no way to submit', { title: TITLE, blocks: [note('a')] }, '/view'],
  [
    'with two blocks of one id',
    { title: TITLE, submit: SUBMIT, blocks: [note('a'), note('a')] },
    '/view/blocks/1/block_id',
  ],
  ['with a property that nobody knows', { title: TITLE, blocks: [], colour: 'red' }, '/view'],
  [
    'with too much private metadata',
    { title: TITLE, blocks: [], private_metadata: 'x'.repeat(3_001) },
    '/view/private_metadata',
  ],
])('a modal %s is refused with the place', async (_, view, pointer) => {
  const call = web.views.open({ trigger_id: '1.2.3', view: { type: 'modal', ...view } as never });
  await expect(call).rejects.toMatchObject({
    data: {
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining(`[json-pointer:${pointer}]`)] },
    },
  });
});

test('a view of more than 250 kB is too large', async () => {
  const blocks = Array.from({ length: 100 }, () => ({ type: 'section', text: plain('x'.repeat(2_900)) }));
  const view = { type: 'modal', title: TITLE, blocks } as never;
  await expect(web.views.open({ trigger_id: '1.2.3', view })).rejects.toMatchObject({
    data: { error: 'view_too_large' },
  });
});
