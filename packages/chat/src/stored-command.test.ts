import { describe, expect, it } from 'vitest';
import { StoredCommandError } from './errors.ts';
import { readCommand } from './read-command.ts';
import { readEdit } from './read-edit.ts';
import { parseStoredCommand } from './stored-command.ts';

const heard = { botUserId: 'UBOT', isDirect: true };
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('parseStoredCommand', () => {
  it.each([
    'todo A',
    'list',
    'update 3 x',
    'done 1 2',
    'reopen 1',
    'delete 1',
    'help add',
    'help',
    'dnoe 3',
    'what',
  ])('gives back what was stored for %j', (text) => {
    const command = readCommand({ ...heard, text });
    expect(parseStoredCommand(asStored(command))).toEqual(command);
  });

  it('gives back edits and refusals', () => {
    const edit = readEdit({
      ...heard,
      previousText: 'todo A',
      text: 'x'.repeat(50_000),
      previousVersion: '1.2',
    });
    expect(parseStoredCommand(asStored(edit))).toEqual(edit);
  });

  it.each([
    null,
    'done',
    {},
    { name: 'done' },
    { name: 'done', args: { numbers: [] } },
    { name: 'done', args: { numbers: ['3'] } },
    { name: 'done', args: { numbers: [1.5] } },
    { name: 'add', args: { items: [{ kind: 'cake', text: 'x' }] } },
    { name: 'add', args: { items: [{ kind: 'task' }] } },
    { name: 'list', args: { day: 'tomorrow' } },
    { name: 'undo', args: {} },
    { name: 'edit', args: { to: { name: 'edit', args: {} }, from: null } },
  ])('refuses %j', (value) => {
    expect(() => parseStoredCommand(value)).toThrow(StoredCommandError);
  });
});
