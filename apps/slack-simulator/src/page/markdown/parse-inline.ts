import { emojiGlyph } from '../mrkdwn/emoji.ts';

/** What stands in a line of Markdown. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly label: string }
  | { readonly type: 'user' | 'channel'; readonly id: string }
  | { readonly type: 'emoji'; readonly name: string; readonly glyph: string | null }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly inside: readonly Inline[] };

/** Each run is bounded, so that a long text takes linear time. */
const TOKEN = new RegExp(
  [
    String.raw`\\([\\\x60*_{}[\]()#+.!|~<>-])`,
    String.raw`\x60\x60([^\n]{1,2000}?)\x60\x60|\x60([^\x60\n]{1,2000})\x60`,
    String.raw`!?\[([^\]\n]{0,500})\]\(<?([^\s)>]{1,2000})>?(?: "[^"\n]{0,200}")?\)`,
    String.raw`<([@#])([A-Z0-9]{2,30})(?:\|[^>\n]{0,200})?>`,
    String.raw`<?(https?:\/\/[^\s<>()]{1,2000}[^\s<>().,;:!?'"])>?`,
    String.raw`\*\*(?=\S)([^\n]{1,2000}?\S)\*\*(?!\*)|__(?=\S)([^\n]{1,2000}?\S)__(?![\w_])`,
    String.raw`~~(?=\S)([^\n]{1,2000}?)~~`,
    String.raw`\*(?=[^\s*])([^*\n]{1,2000}?)\*|(?<![\w])_(?=[^\s_])([^_\n]{1,2000}?)_(?![\w])`,
    `:([a-z0-9_+'-]{1,60}):`,
  ].join('|'),
  'g',
);

/** Emphases inside each other beyond this depth stay text. */
const MOST_LEVELS = 4;

export function parseInline(text: string, level = 0): readonly Inline[] {
  const nodes: Inline[] = [];
  let from = 0;
  const addText = (part: string) => {
    if (part !== '') nodes.push({ type: 'text', text: part });
  };
  for (const match of text.matchAll(TOKEN)) {
    addText(text.slice(from, match.index));
    from = match.index + match[0].length;
    nodes.push(nodeOf(match, level));
  }
  addText(text.slice(from));
  return nodes;
}

function nodeOf(match: RegExpExecArray, level: number): Inline {
  const [whole, escaped, longCode, code, label, target, sign, id, url, ...rest] = match;
  const [strong, strong2, struck, slanted, slanted2, emoji] = rest;
  const inside = (text: string) =>
    level < MOST_LEVELS ? parseInline(text, level + 1) : [{ type: 'text' as const, text }];
  if (escaped !== undefined) return { type: 'text', text: escaped };
  if (longCode !== undefined || code !== undefined) return { type: 'code', text: longCode ?? code ?? '' };
  if (target !== undefined) return { type: 'link', url: target, label: label || target };
  if (id !== undefined) return { type: sign === '@' ? 'user' : 'channel', id };
  if (url !== undefined) return { type: 'link', url, label: url };
  const bold = strong ?? strong2;
  if (bold !== undefined) return { type: 'bold', inside: inside(bold) };
  if (struck !== undefined) return { type: 'strike', inside: inside(struck) };
  const italic = slanted ?? slanted2;
  if (italic !== undefined) return { type: 'italic', inside: inside(italic) };
  if (emoji !== undefined) return { type: 'emoji', name: emoji, glyph: emojiGlyph(emoji) };
  return { type: 'text', text: whole };
}
