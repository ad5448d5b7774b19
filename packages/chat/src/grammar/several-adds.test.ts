import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

const itemsOf = (text: string) => {
  const command = parseCommand(text);
  return command.name === 'add'
    ? command.args.items.map(({ kind, text }) => `${kind}: ${text}`)
    : command.name;
};

describe('several adds in one message', () => {
  it('are items of their own kinds, a line each', () => {
    expect(itemsOf('did: fixed the build\nmeeting 3pm Retro\nblocked by API keys @ravi')).toEqual([
      'accomplishment: fixed the build',
      'meeting: 3pm Retro',
      'help: API keys @ravi',
    ]);
    expect(itemsOf('todo a\ntodo b\nadd meeting c')).toEqual(['task: a', 'task: b', 'meeting: c']);
  });

  it('keep the lines below them that open nothing', () => {
    expect(itemsOf('todo a\n- b\ndid c\nd')).toEqual([
      'task: a',
      'task: b',
      'accomplishment: c',
      'accomplishment: d',
    ]);
  });

  it('do not take a line apart that stands under a heading', () => {
    expect(itemsOf('Tasks:\nmeeting notes\ntodo list clean-up\nHelp: keys')).toEqual([
      'task: meeting notes',
      'task: todo list clean-up',
      'help: keys',
    ]);
  });

  it('do not take bullets for commands', () => {
    expect(itemsOf('todo a\n- meeting notes')).toEqual(['task: a', 'task: meeting notes']);
  });
});
