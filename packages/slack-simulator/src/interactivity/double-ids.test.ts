import { expect, test } from 'vitest';
import { actions, button } from '../testing/interactive-world.ts';
import { doubleIds } from './double-ids.ts';

test('names the second block of an id, and a block whose elements share an action id', () => {
  const blocks = [
    actions('one', button('a'), button('a')),
    actions('two', button('a')),
    actions('one', button('b')),
  ];
  expect(doubleIds(blocks, '/view/blocks').map(({ pointer }) => pointer)).toEqual([
    '/view/blocks/2/block_id',
    '/view/blocks/0',
  ]);
});

test('ids that are left out are never the same, nor is an action id in different blocks', () => {
  const nameless = { type: 'actions', elements: [{ type: 'button' }, { type: 'button' }] };
  expect(
    doubleIds([nameless, nameless, actions('one', button('a')), actions('two', button('a'))], ''),
  ).toEqual([]);
});
