import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

describe('what is not understood', () => {
  it.each([
    ['dnoe 3', 'done 3'],
    ['don 3', 'done 3'],
    ['doen 1 2', 'done 1 2'],
    ['delte 3', 'delete 3'],
    ['udpate 3 x', 'update 3 x'],
    ['lsit', 'list'],
    ['hlep', 'help'],
    ['addd task X', 'add task X'],
    ['3 done', 'done 3'],
    ['task Ship', 'add task Ship'],
    ['meetings: none', 'add meeting 3pm Retro'],
    ['done', 'done 3'],
    ['done 99999999999', 'done 3'],
    ['done 3 of the docs', 'done 3'],
    ['did 3', 'done 3'],
    ['done all', 'done 1 2 4'],
    ['done with everything!', 'done 1 2 4'],
    ['ad task X', 'add task X'],
    ['finish the docs', 'done 3'],
    ['delete', 'delete 3'],
    ['delete all', 'delete 3'],
    ['delete 3 and the rest', 'delete 3'],
    ['update 3', 'update 3 Ship docs by Monday'],
    ['update', 'update 3 Ship docs by Monday'],
    ['add', 'add task Ship docs by Friday'],
    ['add meeting', 'add meeting 3pm Retro'],
    ['help API keys', 'help: API keys'],
    ['today ship docs', 'todo ship docs'],
    ['list tomorrow', 'list'],
    ['blocked again', 'help: again'],
  ])('suggests for %j %j', (text, suggestion) => {
    expect(parseCommand(text)).toEqual({ name: 'unknown', args: { text, suggestion } });
  });

  it.each([
    'undo',
    'oops',
    'move 3 tomorrow',
    'remind me at 9:30',
    'tomorrow',
    'week',
    'team',
    'ack 12',
    'resolve 12',
    'they left',
  ])('says so for %j, which is not there yet, and suggests nothing else', (text) => {
    expect(parseCommand(text)).toEqual({ name: 'unknown', args: { text, suggestion: null } });
  });

  it('quotes at most 200 characters', () => {
    const command = parseCommand('x'.repeat(4_000));
    expect(command.name === 'unknown' && command.args.text).toBe(`${'x'.repeat(199)}…`);
  });

  it.each(['add task A\ndone 3', 'done 3\ndelete 4', 'done 3\nadd task A'])(
    'refuses to mix commands: %j',
    (text) => {
      expect(parseCommand(text)).toEqual({ name: 'refused', args: { reason: 'several-commands', limit: 1 } });
    },
  );
});

describe('length', () => {
  it('takes an item of 4,000 characters, however many units its emoji have', () => {
    const text = '🎉'.repeat(4_000);
    expect(parseCommand(`add accomplishment ${text}`)).toEqual({
      name: 'add',
      args: { items: [{ kind: 'accomplishment', text }] },
    });
  });

  it.each(['add task ', 'update 3 '])('refuses a longer one after %j', (start) => {
    const refused = { name: 'refused', args: { reason: 'too-long', limit: 4_000 } };
    expect(parseCommand(`${start}${'x'.repeat(4_001)}`)).toEqual(refused);
    expect(parseCommand(`${start}${'x'.repeat(5_000)}`)).toEqual(refused);
  });
});
