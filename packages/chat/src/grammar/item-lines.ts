import type { ItemKind, NewItem } from '../command.ts';
import { isVisible } from '../measure.ts';
import { COLON, headingKind } from './vocabulary.ts';

const BULLET = /^(?:[-*\u2022\u25e6\u25aa\u25ab\u2023\u00b7\u2013\u2014]|\[[ xX]?\])\s+/u;
const ORDINAL = /^\d{1,3}[.)]\s+/;
/** A word or two and a colon, perhaps bold; not the first colon of an emoji. */
const HEADING = new RegExp(`^[*_]{0,2}([a-z]{1,15}(?: needed)?)[*_]{0,2} ?${COLON}[*_]{0,2}\\s*`, 'i');
/** What people write under a heading to say that there is nothing. */
const NOTHING = new Set(['-', '–', '—', 'none', 'nothing', 'n/a', 'none.', 'nothing.']);

/** A line that opens a part of a block, such as `Did: wrote docs` or `T:`. */
export interface Heading {
  readonly word: string;
  readonly kind: ItemKind;
  readonly rest: string;
}

export function readHeading(line: string): Heading | null {
  const match = HEADING.exec(line);
  const word = match?.[1]?.toLowerCase();
  const kind = word === undefined ? null : headingKind(word);
  if (!match || word === undefined || kind === null) return null;
  return { word, kind, rest: line.slice(match[0].length) };
}

/**
 * A block: lines under headings, each line an item; `Did: a / Help: b` on one line counts as two. Null when the
 * text does not open with a heading; an empty list when no heading has anything under it.
 */
export function readBlock(text: string): readonly NewItem[] | null {
  const lines = splitLines(text).flatMap(splitAtHeadings);
  const [first] = lines;
  if (first === undefined || !readHeading(first)) return null;
  return readItems(lines, 'task');
}

/** The items of an add whose first words are already read: one per line, headings may change the kind below. */
export function readItemLines(text: string, kind: ItemKind): readonly NewItem[] {
  const [first, ...others] = splitLines(text);
  if (first === undefined) return [];
  if (others.length === 0) return toItems(kind, [first.replace(BULLET, '')]);
  return [...toItems(kind, [withoutBullet(first)]), ...readItems(others.flatMap(splitAtHeadings), kind)];
}

const CODE_BLOCK = /(```[\s\S]*?```)/;

/**
 * Lines with something to see, without spaces around them. A block of code is never parted: it belongs to the line
 * it begins in, or to the line above, for Slack puts every block on a line of its own.
 */
export function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  text.split(CODE_BLOCK).forEach((piece, index) => {
    const isCode = index % 2 === 1;
    const [first = '', ...others] = isCode ? [piece] : piece.split('\n');
    const standsAlone = isCode && !isVisible(lines.at(-1) ?? '');
    while (standsAlone && lines.length > 0 && !isVisible(lines.at(-1) ?? '')) lines.pop();
    const above = lines.pop();
    lines.push(above === undefined ? first : `${above}${standsAlone ? '\n' : ''}${first}`, ...others);
  });
  return lines.map((line) => line.trim()).filter(isVisible);
}

function readItems(lines: readonly string[], startKind: ItemKind): readonly NewItem[] {
  const items: NewItem[] = [];
  let kind = startKind;
  for (const line of lines) {
    const heading = readHeading(withoutBullet(line));
    if (heading) kind = heading.kind;
    const text = withoutBullet(heading ? heading.rest : line);
    if (!NOTHING.has(text.toLowerCase())) items.push(...toItems(kind, [text]));
  }
  return items;
}

function toItems(kind: ItemKind, texts: readonly string[]): readonly NewItem[] {
  return texts
    .map((text) => text.trim())
    .filter(isVisible)
    .map((text) => ({ kind, text }));
}

/** What an item of a list says, without its bullet, number or box. */
export function withoutBullet(line: string): string {
  return line.replace(BULLET, '').replace(ORDINAL, '').replace(BULLET, '');
}

/** Only a slash in front of another heading parts a line: `Did: A / B test / Help: C` has two parts. */
function splitAtHeadings(line: string): readonly string[] {
  const parts: string[] = [];
  for (const piece of line.split(' / ')) {
    if (parts.length === 0 || readHeading(piece.trimStart())) parts.push(piece.trim());
    else parts.push(`${parts.pop()} / ${piece}`);
  }
  return parts;
}
