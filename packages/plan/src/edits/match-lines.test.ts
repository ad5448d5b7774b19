import type { NewItem } from '@muster/chat';
import { describe, expect, it } from 'vitest';
import { makeItem } from '../testing/make-item.ts';
import { matchLines } from './match-lines.ts';

const deletedAt = new Date('2026-11-24T10:00:00Z');
const task = (text: string): NewItem => ({ kind: 'task', text });
const itemAt = (index: number, text: string, deleted: Date | null = null) =>
  makeItem({ text, deletedAt: deleted, origin: { channel: 'C1', messageTs: '5.1', version: '', index } });

describe('matchLines', () => {
  it('finds items whose words a command changed by the order of the lines, deleted ones too', () => {
    const items = [itemAt(0, 'A by command', deletedAt), itemAt(1, 'B by command')];
    const matches = matchLines(items, [task('A'), task('B')], [task('A'), task('B two')]);
    expect(matches).toEqual({ added: [], changed: [{ item: items[1], line: task('B two') }], removed: [] });
  });

  it('leaves out items that an earlier edit deleted', () => {
    const items = [itemAt(0, 'A', deletedAt), itemAt(1, 'B by command')];
    const matches = matchLines(items, [task('B')], [task('B two')]);
    expect(matches).toEqual({ added: [], changed: [{ item: items[1], line: task('B two') }], removed: [] });
  });

  it('tells equal lines apart by their number', () => {
    const items = [itemAt(0, 'A'), itemAt(1, 'A'), itemAt(2, 'A')];
    const matches = matchLines(items, [task('A'), task('A'), task('A')], [task('A'), task('A')]);
    expect(matches).toEqual({ added: [], changed: [], removed: [items[2]] });
  });

  it('does not mistake a line of another kind for the same', () => {
    const items = [itemAt(0, 'A')];
    const line: NewItem = { kind: 'meeting', text: 'A' };
    expect(matchLines(items, [task('A')], [line])).toEqual({
      added: [],
      changed: [{ item: items[0], line }],
      removed: [],
    });
  });

  it('adds a line that made no item before', () => {
    const items = [itemAt(0, 'A')];
    const matches = matchLines(items, [task('A'), task('B')], [task('A'), task('B')]);
    expect(matches).toEqual({ added: [task('B')], changed: [], removed: [] });
  });

  it('compares with the items themselves when the text before is not known', () => {
    const items = [itemAt(0, 'A'), itemAt(1, 'B', deletedAt), itemAt(2, 'C')];
    const matches = matchLines(items, null, [task('C'), task('D')]);
    expect(matches).toEqual({ added: [], changed: [{ item: items[0], line: task('D') }], removed: [] });
  });
});
