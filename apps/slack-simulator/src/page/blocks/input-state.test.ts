import { describe, expect, it } from 'vitest';
import { initialInput, inputOf, inputsOn, withInput } from './input-state.ts';

const place = { blockId: 'b', actionId: 'a' };
const field = { type: 'plain_text_input', action_id: 'a', initial_value: 'first' };
const input = (blockId: string, actionId: string) => ({
  type: 'input',
  block_id: blockId,
  element: { type: 'plain_text_input', action_id: actionId },
});

describe('what elements hold', () => {
  it('is the initial value until someone puts something in, an emptied field included', () => {
    expect(inputOf({}, place, field)).toBe('first');
    expect(inputOf(withInput({}, place, 'second'), place, field)).toBe('second');
    expect(inputOf(withInput({}, place, null), place, field)).toBeNull();
  });

  it('keeps apart what is put into different places', () => {
    const both = withInput(withInput({}, place, 'one'), { blockId: 'b', actionId: 'other' }, 'two');
    expect(both).toEqual({ b: { a: 'one', other: 'two' } });
  });

  it('survives an update where block and action id stay, and only there', () => {
    const inputs = { b: { a: 'one', gone: 'two' }, left: { a: 'three' } };
    expect(inputsOn([{ type: 'header' }, input('b', 'a')], inputs)).toEqual({ b: { a: 'one' } });
  });

  it('is found in accessories, groups of elements, containers and attachments', () => {
    const inputs = { s: { a: '1' }, acts: { b: '2', c: '3' }, inner: { d: '4' } };
    const blocks = [
      { type: 'section', block_id: 's', accessory: { action_id: 'a' } },
      { type: 'actions', block_id: 'acts', elements: [{ action_id: 'b' }, { action_id: 'c' }] },
      { type: 'container', block_id: 'outer', child_blocks: [input('inner', 'd')] },
    ];
    expect(inputsOn([blocks], inputs)).toEqual(inputs);
    expect(inputsOn([{ blocks }], inputs)).toEqual(inputs);
    expect(inputsOn(undefined, inputs)).toEqual({});
  });

  it('is the initial value again where an update puts another kind of element', () => {
    const many = { type: 'checkboxes', initial_options: [{ value: 'x' }] };
    expect(inputOf({ b: { a: 'text' } }, place, many)).toEqual(['x']);
    expect(inputOf({ b: { a: ['x'] } }, place, field)).toBe('first');
  });

  it('is nothing for elements without an initial value', () => {
    expect(initialInput({ type: 'datepicker' })).toBeNull();
    expect(initialInput({ type: 'multi_static_select' })).toEqual([]);
  });

  it('takes ids for ids, also those that every object has', () => {
    const blocks = [input('__proto__', 'constructor')];
    expect(inputsOn(blocks, {})).toEqual({});
    const typed = withInput({}, { blockId: '__proto__', actionId: 'constructor' }, 'x');
    expect(JSON.stringify(inputsOn(blocks, typed))).toBe('{"__proto__":{"constructor":"x"}}');
  });
});
