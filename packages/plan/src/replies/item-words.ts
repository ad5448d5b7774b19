import type { ItemKind } from '@muster/chat';
import type { Item } from '../plan-repository.ts';
import { renderText, shortenRendered } from './render-text.ts';

/** What one item is called in a sentence. */
export const NOUNS: Readonly<Record<ItemKind, string>> = {
  task: 'task',
  accomplishment: 'accomplishment',
  help: 'help needed',
  meeting: 'meeting',
};

/** All the text of a reply's items together; divided among them, so that a single one is shown whole. */
const ITEMS_LENGTH = 9_000;
const MIN_SHOWN = 300;
const MAX_SHOWN = 4_500;

/** The item's text for a reply that shows `count` items. */
export function shownText(item: Item, count: number): string {
  const limit = Math.min(MAX_SHOWN, Math.max(MIN_SHOWN, Math.floor(ITEMS_LENGTH / count)));
  return shortenRendered(renderText(item.text), limit);
}

/** `Added task *3*: Ship docs`: what happened to which item. */
export function sayItem(what: string, item: Item, count = 1): string {
  return `${what} ${NOUNS[item.kind]} *${item.number}*: ${shownText(item, count)}`;
}

/** `Task *3*`, to begin a sentence. */
export function nameItem(item: Item): string {
  const noun = NOUNS[item.kind];
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} *${item.number}*`;
}

/** `*1*`, `*1* and *2*`, `*1*, *2* and *3*`. */
export function sayNumbers(numbers: readonly number[]): string {
  const words = numbers.map((number) => `*${number}*`);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

/** Says that numbers are nobody's; empty for none. */
export function sayMissing(numbers: readonly number[]): readonly string[] {
  if (numbers.length === 0) return [];
  const what = numbers.length === 1 ? 'There is no item' : 'There are no items';
  return [`${what} ${sayNumbers(numbers)} in your plan. \`list\` shows your numbers.`];
}
