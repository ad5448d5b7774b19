import { type Inline, parseInline } from './parse-inline.ts';

/** A piece of standard Markdown, as a `markdown` block has it (https://docs.slack.dev/reference/block-kit/blocks/markdown-block). */
export type MarkdownPart =
  | { readonly type: 'heading'; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly parts: readonly MarkdownPart[] }
  | {
      readonly type: 'list';
      readonly isOrdered: boolean;
      readonly start: number;
      readonly items: readonly MarkdownItem[];
    }
  | { readonly type: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly type: 'rule' };

export interface MarkdownItem {
  /** Null for an item without a box to tick. */
  readonly isDone: boolean | null;
  readonly parts: readonly MarkdownPart[];
}

/** Quotes and lists inside each other beyond this depth stay text. */
const MOST_LEVELS = 6;

const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +)(.*)$/;
const QUOTE = /^ {0,3}> ?/;
const TABLE_LINE = /^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$/;

/** Never throws; what is not Markdown comes back as a paragraph. */
export function parseMarkdown(text: string): readonly MarkdownPart[] {
  return parseLines(text.replaceAll('\r\n', '\n').split('\n'), 0);
}

/** Reads part after part: each reader takes the lines that are its own and says how many. */
function parseLines(lines: readonly string[], level: number): readonly MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    const { part, taken } = readPart(lines, at, level);
    parts.push(part);
    at += taken;
  }
  return parts;
}

interface Read {
  readonly part: MarkdownPart;
  readonly taken: number;
}

function readPart(lines: readonly string[], at: number, level: number): Read {
  const line = lines[at] ?? '';
  if (FENCE.test(line)) return readCode(lines, at);
  const [, marks, words] = HEADING.exec(line) ?? [];
  if (marks)
    return { part: { type: 'heading', level: marks.length, inside: parseInline(words ?? '') }, taken: 1 };
  if (RULE.test(line)) return { part: { type: 'rule' }, taken: 1 };
  if (level < MOST_LEVELS && QUOTE.test(line)) return readQuote(lines, at, level);
  if (level < MOST_LEVELS && ITEM.test(line)) return readList(lines, at, level);
  if (line.includes('|') && TABLE_LINE.test(lines[at + 1] ?? '')) return readTable(lines, at);
  return readParagraph(lines, at, level);
}

function readCode(lines: readonly string[], at: number): Read {
  const fence = (FENCE.exec(lines[at] ?? '')?.[1] ?? '').slice(0, 3);
  const isEnd = (line: string) => line.trim().startsWith(fence) && /^[`~]+$/.test(line.trim());
  let end = at + 1;
  while (end < lines.length && !isEnd(lines[end] ?? '')) end += 1;
  return { part: { type: 'code', text: lines.slice(at + 1, end).join('\n') }, taken: end - at + 1 };
}

function readQuote(lines: readonly string[], at: number, level: number): Read {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] ?? '')) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { part: { type: 'quote', parts: parseLines(inside, level + 1) }, taken: end - at };
}

function readList(lines: readonly string[], at: number, level: number): Read {
  const isOrdered = /\d/.test(ITEM.exec(lines[at] ?? '')?.[2] ?? '');
  const start = Number.parseInt(ITEM.exec(lines[at] ?? '')?.[2] ?? '1', 10);
  const items: MarkdownItem[] = [];
  let end = at;
  while (end < lines.length) {
    const match = ITEM.exec(lines[end] ?? '');
    if (!match || /\d/.test(match[2] ?? '') !== isOrdered || RULE.test(lines[end] ?? '')) break;
    const width = (match[1]?.length ?? 0) + (match[2]?.length ?? 0) + 1;
    const inside = [match[4] ?? ''];
    end += 1;
    while (end < lines.length && belongsToItem(lines, end, width)) {
      inside.push((lines[end] ?? '').replace(new RegExp(`^ {0,${width}}`), ''));
      end += 1;
    }
    items.push(itemOf(inside, level));
  }
  return {
    part: { type: 'list', isOrdered, start: Number.isNaN(start) ? 1 : start, items },
    taken: end - at,
  };
}

/** Indented lines do, and empty ones before an indented line. */
function belongsToItem(lines: readonly string[], at: number, width: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() !== '') return line.startsWith(' '.repeat(Math.min(width, 2)));
  const next = lines[at + 1] ?? '';
  return next.trim() !== '' && next.startsWith(' '.repeat(Math.min(width, 2)));
}

function itemOf(lines: readonly string[], level: number): MarkdownItem {
  const [, box, rest] = /^\[([ xX])\] (.*)$/.exec(lines[0] ?? '') ?? [];
  const isDone = box === undefined ? null : box !== ' ';
  return { isDone, parts: parseLines([rest ?? lines[0] ?? '', ...lines.slice(1)], level + 1) };
}

function readTable(lines: readonly string[], at: number): Read {
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1;
  const rows = [lines[at] ?? '', ...lines.slice(at + 2, end)].map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => parseInline(cell.trim())),
  );
  return { part: { type: 'table', rows }, taken: end - at };
}

function readParagraph(lines: readonly string[], at: number, level: number): Read {
  const starts = [FENCE, HEADING, RULE, ...(level < MOST_LEVELS ? [QUOTE, ITEM] : [])];
  let end = at + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    if (line.trim() === '' || starts.some((start) => start.test(line))) break;
    end += 1;
  }
  return {
    part: { type: 'paragraph', inside: parseInline(lines.slice(at, end).join('\n')) },
    taken: end - at,
  };
}
