import { describe, expect, it } from 'vitest';
import { chosenAfter, fittingGroups, movedTo } from './combobox-state.ts';

describe('a menu that is searched', () => {
  const groups = [
    {
      label: 'Fruit',
      choices: [
        { value: 'a', label: 'Apple' },
        { value: 'p', label: 'Pear', description: 'green' },
      ],
    },
    { label: 'Roots', choices: [{ value: 'c', label: 'Carrot' }] },
  ];

  it('shows what fits, by label or description, and no empty groups', () => {
    expect(fittingGroups(groups, ' AP ')).toEqual([{ label: 'Fruit', choices: [groups[0]?.choices[0]] }]);
    expect(fittingGroups(groups, 'green')[0]?.choices[0]?.value).toBe('p');
    expect(fittingGroups(groups, '')).toEqual(groups);
    expect(fittingGroups(groups, 'zebra')).toEqual([]);
  });

  it('goes round with the arrow keys, and nowhere with other keys or without choices', () => {
    expect(movedTo('ArrowDown', 2, 3)).toBe(0);
    expect(movedTo('ArrowUp', 0, 3)).toBe(2);
    expect(movedTo('PageDown', 0, 3)).toBe(2);
    expect(movedTo('x', 0, 3)).toBeNull();
    expect(movedTo('ArrowDown', 0, 0)).toBeNull();
  });

  it('holds one choice, or several up to a limit', () => {
    const many = { isMany: true, most: 2 };
    expect(chosenAfter(['a'], 'b', { isMany: false, most: 1 })).toEqual(['b']);
    expect(chosenAfter(['a'], 'b', many)).toEqual(['a', 'b']);
    expect(chosenAfter(['a', 'b'], 'c', many)).toEqual(['a', 'b']);
    expect(chosenAfter(['a', 'b'], 'a', many)).toEqual(['b']);
  });
});
