import type { ItemKind, NewItem, PlainCommand } from '../command.ts';
import { MAX_ITEM_LENGTH } from '../limits.ts';
import { isVisible, lengthOf } from '../measure.ts';
import { readItemLines } from './item-lines.ts';
import { readNumbers } from './numbers.ts';
import { misread } from './unknown.ts';
import { COLON, EXAMPLES, kindOf, type Verb } from './vocabulary.ts';

const KIND = new RegExp(`^(?:(?:a|an|the|new)\\s+)?([a-z]{1,20})(?:\\s*${COLON}\\s*|\\s+|$)`, 'i');

/** `add task Ship docs`, `add a meeting 3pm Retro`, `add buy milk`; lines below the first are items too. */
export function readAdd(rest: string, whole: string): PlainCommand {
  const named = KIND.exec(rest);
  const kind = kindOf(named?.[1] ?? '');
  if (!named || !kind) return addItems(readItemLines(rest, 'task'), whole, EXAMPLES.add);
  return addItems(readItemLines(rest.slice(named[0].length), kind), whole, exampleOf(kind));
}

/** `todo Ship docs`, `did wrote docs`, `meeting 3pm Retro`. */
export function readShortAdd(verb: Verb, kind: ItemKind, rest: string, whole: string): PlainCommand {
  const isNumbers = verb === 'did' && readNumbers(rest).kind !== 'none';
  if (isNumbers) return misread(whole, `done ${rest}`);
  return addItems(readItemLines(rest, kind), whole, EXAMPLES[verb]);
}

/** `blocked by the API keys`, `stuck on the API keys`, `blocked: the API keys`. */
export function readTrouble(verb: 'blocked' | 'stuck', rest: string, whole: string): PlainCommand {
  const preposition = /^(?:by|on|with)(?:\s+|$)/i.exec(rest);
  if (!preposition) return misread(whole, isVisible(rest) ? `help: ${rest}` : EXAMPLES[verb]);
  return addItems(readItemLines(rest.slice(preposition[0].length), 'help'), whole, EXAMPLES[verb]);
}

/** An add of these items; without any, the example is what the person may have meant. */
export function addItems(items: readonly NewItem[], whole: string, example: string): PlainCommand {
  if (items.length === 0) return misread(whole, example);
  if (items.some((item) => lengthOf(item.text) > MAX_ITEM_LENGTH)) {
    return { name: 'refused', args: { reason: 'too-long', limit: MAX_ITEM_LENGTH } };
  }
  return { name: 'add', args: { items } };
}

/** What an add of this kind looks like. */
export function exampleOf(kind: ItemKind): string {
  switch (kind) {
    case 'task':
      return EXAMPLES.add;
    case 'accomplishment':
      return 'add accomplishment Wrote the docs';
    case 'help':
      return 'add help API keys';
    case 'meeting':
      return 'add meeting 3pm Retro';
  }
}
