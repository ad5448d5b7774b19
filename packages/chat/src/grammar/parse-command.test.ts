import { describe, expect, it } from 'vitest';
import type { ItemKind, PlainCommand } from '../command.ts';
import { parseCommand } from './parse-command.ts';

const add = (...items: [ItemKind, string][]): PlainCommand => ({
  name: 'add',
  args: { items: items.map(([kind, text]) => ({ kind, text })) },
});
const numbers = (name: 'done' | 'reopen' | 'delete', ...given: number[]): PlainCommand => ({
  name,
  args: { numbers: given },
});
const list = (day: 'today' | 'yesterday'): PlainCommand => ({ name: 'list', args: { day } });
const help = (topic: string | null = null): PlainCommand => ({ name: 'help', args: { topic } });
const update = (number: number, text: string): PlainCommand => ({ name: 'update', args: { number, text } });

describe('adding', () => {
  it.each<[string, PlainCommand]>([
    ['add task Ship docs by fri', add(['task', 'Ship docs by fri'])],
    ['ADD Task Ship docs', add(['task', 'Ship docs'])],
    ['add a task: Ship docs', add(['task', 'Ship docs'])],
    ['add accomplishment Wrote docs', add(['accomplishment', 'Wrote docs'])],
    ['add help API keys', add(['help', 'API keys'])],
    ['add meeting 3pm Retro', add(['meeting', '3pm Retro'])],
    ['add buy milk', add(['task', 'buy milk'])],
    ['add a cake for Ana', add(['task', 'a cake for Ana'])],
    ['add helper function', add(['task', 'helper function'])],
    ['add done column to the board', add(['task', 'done column to the board'])],
    ['add task help: fix it', add(['task', 'help: fix it'])],
    ['add: buy milk', add(['task', 'buy milk'])],
    ['todo buy milk', add(['task', 'buy milk'])],
    ['todo: buy milk', add(['task', 'buy milk'])],
    ['did wrote docs', add(['accomplishment', 'wrote docs'])],
    ['done: wrote docs', add(['accomplishment', 'wrote docs'])],
    ['done wrote docs', add(['accomplishment', 'wrote docs'])],
    ['Done:wrote docs', add(['accomplishment', 'wrote docs'])],
    ['help: API keys', add(['help', 'API keys'])],
    ['help: add', add(['help', 'add'])],
    ['blocked by Ravi', add(['help', 'Ravi'])],
    ['blocked: Ravi', add(['help', 'Ravi'])],
    ['stuck on the build', add(['help', 'the build'])],
    ['meeting 3pm Retro', add(['meeting', '3pm Retro'])],
    ['meeting: 3pm Retro', add(['meeting', '3pm Retro'])],
    ['add task שלום עולם', add(['task', 'שלום עולם'])],
    ['todo :tada: party', add(['task', ':tada: party'])],
    ['add task :tada: party', add(['task', ':tada: party'])],
    ['add task: :tada: party', add(['task', ':tada: party'])],
    ['add :tada: party', add(['task', ':tada: party'])],
    ['help: :sos: keys', add(['help', ':sos: keys'])],
    ['`add task X`', add(['task', 'X'])],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });
});

describe('adding many at once', () => {
  it('takes a line as an item', () => {
    expect(parseCommand('add task A\nB\n\n C ')).toEqual(add(['task', 'A'], ['task', 'B'], ['task', 'C']));
  });

  it('takes bullets and ordinals off', () => {
    const expected = add(
      ['task', 'A'],
      ['task', 'B'],
      ['task', 'C'],
      ['task', 'D'],
      ['task', 'E'],
      ['task', 'F'],
    );
    expect(parseCommand('add tasks\n- A\n* B\n• C\n1. D\n2) E\n- [ ] F')).toEqual(expected);
  });

  it('keeps an ordinal in a text of one line', () => {
    expect(parseCommand('todo 2. Quartal planen')).toEqual(add(['task', '2. Quartal planen']));
  });

  const block = add(
    ['accomplishment', 'wrote docs'],
    ['accomplishment', 'fixed CI'],
    ['help', 'API keys'],
    ['meeting', '3pm Retro'],
    ['task', 'ship'],
  );

  it.each([
    'Did: wrote docs\n- fixed CI\nHelp: API keys\nMeetings: 3pm Retro\nTasks: ship',
    'Did:\n• wrote docs\n• fixed CI\nHelp:\n• API keys\nMeetings:\n• 3pm Retro\nTasks:\n• ship',
    '*Did:*\nwrote docs\nfixed CI\n*Help*: API keys\nMeeting: 3pm Retro\nTodo: ship',
  ])('reads the block %j', (text) => {
    expect(parseCommand(text)).toEqual(block);
  });

  it('reads yesterday, today and blockers by their letters', () => {
    const expected = add(['accomplishment', 'docs'], ['task', 'ship'], ['help', 'keys']);
    expect(parseCommand('Y: docs\nT: ship\nB: keys')).toEqual(expected);
    expect(parseCommand('y: docs / t: ship / b: keys')).toEqual(expected);
    expect(parseCommand('Yesterday: docs\nToday: ship\nBlockers: keys')).toEqual(expected);
  });

  it('parts a line at a slash only in front of a heading', () => {
    expect(parseCommand('Did: A / B test / Help: C')).toEqual(
      add(['accomplishment', 'A / B test'], ['help', 'C']),
    );
  });

  it('adds nothing for a heading with nothing to say', () => {
    expect(parseCommand('Y: docs\nT: ship\nB: none')).toEqual(
      add(['accomplishment', 'docs'], ['task', 'ship']),
    );
  });

  it('changes the kind at a heading below an add', () => {
    expect(parseCommand('add task A\nhelp: B')).toEqual(add(['task', 'A'], ['help', 'B']));
  });
});

describe('numbers', () => {
  it.each<[string, PlainCommand]>([
    ['done 3', numbers('done', 3)],
    ['Done 3!', numbers('done', 3)],
    ['done: 3', numbers('done', 3)],
    ['done #3', numbers('done', 3)],
    ['done 1 2 4', numbers('done', 1, 2, 4)],
    ['done 1,2', numbers('done', 1, 2)],
    ['done 1, 2 and 4', numbers('done', 1, 2, 4)],
    ['done 2 2', numbers('done', 2)],
    ['done task 3', numbers('done', 3)],
    ['done with 3 please ✅', numbers('done', 3)],
    ['done 3 :tada:', numbers('done', 3)],
    ['finish 3', numbers('done', 3)],
    ['done 1\ndone 2', numbers('done', 1, 2)],
    ['reopen 3', numbers('reopen', 3)],
    ['delete 3', numbers('delete', 3)],
    ['remove 3', numbers('delete', 3)],
    ['rm 3', numbers('delete', 3)],
    ['update 3 new text', update(3, 'new text')],
    ['edit 3 new text', update(3, 'new text')],
    ['edit #3: new text', update(3, 'new text')],
    ['change 3 to new text', update(3, 'new text')],
    ['update 3 :tada: party', update(3, ':tada: party')],
    ['change 3 to :tada: party', update(3, ':tada: party')],
    ['change 3 to: party', update(3, 'party')],
    ['change 3 tomatoes', update(3, 'tomatoes')],
    ['update 3 new\ntext', update(3, 'new text')],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it('refuses more than fifty at once', () => {
    const many = Array.from({ length: 51 }, (_, index) => index + 1).join(' ');
    expect(parseCommand(`done ${many}`)).toEqual({
      name: 'refused',
      args: { reason: 'too-many-numbers', limit: 50 },
    });
  });
});

describe('asking', () => {
  it.each<[string, PlainCommand]>([
    ['list', list('today')],
    ['List!', list('today')],
    ['plan', list('today')],
    ['today', list('today')],
    ['list today', list('today')],
    ['yesterday', list('yesterday')],
    ['plan yesterday', list('yesterday')],
    ['', help()],
    [' \n ', help()],
    ['\u200b', help()],
    ['?', help()],
    ['help', help()],
    ['help!', help()],
    ['help me', help()],
    ['hi', help()],
    ['Hello there!', help()],
    ['hey :wave:', help()],
    ['help add', help('add')],
    ['help meetings', help('add')],
    ['help Finish', help('done')],
    ['help rm', help('delete')],
    ['help today', help('list')],
    ['help add task', help('add')],
    ['help:', help()],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });
});
