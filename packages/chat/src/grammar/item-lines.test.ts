import { expect, it } from 'vitest';
import type { ItemKind, PlainCommand } from '../command.ts';
import { parseCommand } from './parse-command.ts';

const add = (...items: [ItemKind, string][]): PlainCommand => ({
  name: 'add',
  args: { items: items.map(([kind, text]) => ({ kind, text })) },
});

it.each<[string, PlainCommand]>([
  ['- todo A\n- did B', add(['task', 'A'], ['accomplishment', 'B'])],
  ['• Did:\n  ◦ A\n• Help: B', add(['accomplishment', 'A'], ['help', 'B'])],
  ['1. done 3\n2. done 4', { name: 'done', args: { numbers: [3, 4] } }],
])('reads a list of commands as if it had no bullets: %j', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});

it.each<[string, PlainCommand]>([
  ['add task Fix\n```\na\n  b\n```\nnext', add(['task', 'Fix\n```\na\n  b\n```'], ['task', 'next'])],
  ['todo ```a\nb``` please', add(['task', '```a\nb``` please'])],
  ['Tasks:\n\n```a\nb```\nC', add(['task', '```a\nb```'], ['task', 'C'])],
  ['todo log: ```done 3\ndelete 4```', add(['task', 'log: ```done 3\ndelete 4```'])],
  ['update 3 Fix\n```a\nb```', { name: 'update', args: { number: 3, text: 'Fix\n```a\nb```' } }],
  ['add task ``` A\nB', add(['task', '``` A'], ['task', 'B'])],
])('never parts a block of code: %j', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});
