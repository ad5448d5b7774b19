import { describe, expect, it } from 'vitest';
import { readEdit } from './read-edit.ts';

const edit = (previousText: string, text: string, isDirect = true) =>
  readEdit({ text, previousText, previousVersion: '', botUserId: 'UBOT', isDirect });

describe('readEdit', () => {
  it('tells what the message says now and said before', () => {
    expect(edit('todo A', 'todo B')).toEqual({
      name: 'edit',
      args: {
        from: { name: 'add', args: { items: [{ kind: 'task', text: 'A' }] } },
        to: { name: 'add', args: { items: [{ kind: 'task', text: 'B' }] } },
        fromVersion: '',
      },
    });
  });

  it('ignores an unfurl, and a change that nobody can see', () => {
    expect(edit('todo <https://x.y>', 'todo <https://x.y>')).toBeNull();
    expect(edit('todo A\u00a0B', 'todo A B')).toBeNull();
  });

  it('hears a mention that was added', () => {
    expect(edit('todo A', '<@UBOT> todo A', false)).toMatchObject({
      args: { from: null, to: { name: 'add' } },
    });
  });

  it('lets a person know when a command was edited away', () => {
    expect(edit('<@UBOT> todo A', 'never mind', false)).toMatchObject({
      args: { from: { name: 'add' }, to: { name: 'unknown', args: { text: 'never mind' } } },
    });
  });

  it('is silent when neither text is for the bot, or only help was edited away', () => {
    expect(edit('one', 'two', false)).toBeNull();
    expect(edit('<@UBOT> help', 'two', false)).toBeNull();
  });
});
