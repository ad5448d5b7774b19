import type { SimWireEntry } from '@muster/slack-simulator/control';
import { type Category, categoryOf } from './entry-facts.ts';
import type { WireRow } from './wire-rows.ts';

export interface WireFilter {
  /** Null: of every app. */
  readonly appId: string | null;
  readonly category: Category | null;
  /** Every word must occur somewhere in the line or its bodies, in any case. */
  readonly text: string;
}

export const NO_FILTER: WireFilter = { appId: null, category: null, text: '' };

/** The rows that fit; notes always do. The same array if nothing is filtered. */
export function filtered(rows: readonly WireRow[], filter: WireFilter): readonly WireRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (filter.appId === null && filter.category === null && words.length === 0) return rows;
  return rows.filter((row) => row.kind === 'note' || fits(row.entry, filter, words));
}

function fits(entry: SimWireEntry, { appId, category }: WireFilter, words: readonly string[]): boolean {
  if (appId !== null && entry.appId !== appId) return false;
  if (category !== null && categoryOf(entry) !== category) return false;
  if (words.length === 0) return true;
  const text = textOf(entry);
  return words.every((word) => text.includes(word));
}

/** Bodies are long: their text is made once. */
const texts = new WeakMap<SimWireEntry, string>();

function textOf(entry: SimWireEntry): string {
  const before = texts.get(entry);
  if (before !== undefined) return before;
  const { title, outcome, connectionId, team, fromApp, toApp } = entry;
  const text = JSON.stringify([title, outcome, connectionId, team, fromApp, toApp]).toLowerCase();
  texts.set(entry, text);
  return text;
}
