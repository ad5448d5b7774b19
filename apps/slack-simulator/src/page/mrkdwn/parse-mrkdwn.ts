import { emojiGlyph } from './emoji.ts';

/** What a piece of Slack's mrkdwn shows. Text is unescaped: it is for people's eyes and must be escaped again as HTML. */
export type MrkdwnNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly children: readonly MrkdwnNode[] }
  | { readonly type: 'code' | 'preformatted'; readonly text: string }
  | { readonly type: 'quote'; readonly children: readonly MrkdwnNode[] }
  | { readonly type: 'link'; readonly url: string; readonly label: string }
  | { readonly type: 'user' | 'channel'; readonly id: string; readonly label: string | null }
  | { readonly type: 'group'; readonly label: string }
  | { readonly type: 'emoji'; readonly name: string; readonly glyph: string | null };

const PREFORMATTED = /```\n?([\s\S]+?)\n?```/g;

/**
 * Reads a message's text as Slack sends it: `&`, `<`, `>` escaped, mentions and links in angle brackets.
 * Never throws; what is not mrkdwn comes back as text. Takes linear time in ordinary texts.
 */
export function parseMrkdwn(text: string): readonly MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  let from = 0;
  for (const match of text.matchAll(PREFORMATTED)) {
    nodes.push(...parseLines(text.slice(from, match.index).replace(/\n$/, '')));
    nodes.push({ type: 'preformatted', text: plainText(match[1] ?? '') });
    from = match.index + match[0].length;
    if (text[from] === '\n') from += 1;
  }
  nodes.push(...parseLines(text.slice(from)));
  return nodes;
}

/** Undoes Slack's three escapes once, `&amp;` last so that `&amp;lt;` stays `&lt;`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Lines that start with `>` (escaped) form a quotation; all others stay lines. */
function parseLines(text: string): MrkdwnNode[] {
  if (text === '') return [];
  const nodes: MrkdwnNode[] = [];
  let quoted: string[] = [];
  const closeQuote = () => {
    if (quoted.length > 0) nodes.push({ type: 'quote', children: parseInline(quoted.join('\n')) });
    quoted = [];
  };
  let plain: string[] = [];
  const closePlain = () => {
    if (plain.length > 0) nodes.push(...parseInline(plain.join('\n')));
    plain = [];
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('&gt;')) {
      closePlain();
      quoted.push(line.slice('&gt;'.length).trimStart());
    } else {
      closeQuote();
      plain.push(line);
    }
  }
  closeQuote();
  closePlain();
  return nodes;
}

const TOKEN = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+'-]{1,60}):(?::skin-tone-[2-6]:)?|[*_~]|\n/g;

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Marker = keyof typeof STYLES;

/** An emphasis whose closing marker has not come yet. The outermost frame has no marker. */
interface Frame {
  readonly marker: Marker | null;
  readonly children: MrkdwnNode[];
}

/**
 * One pass with a stack of open emphases. At most one of each marker is open, so the stack never grows past
 * four frames, whatever the text.
 */
function parseInline(text: string): MrkdwnNode[] {
  const stack: Frame[] = [{ marker: null, children: [] }];
  const add = (node: MrkdwnNode) => stack.at(-1)?.children.push(node);
  const addText = (raw: string) => {
    if (raw !== '') add({ type: 'text', text: unescapeText(raw) });
  };
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    addText(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [whole, bracketed, code, emoji] = match;
    if (bracketed !== undefined) add(parseBracketed(bracketed));
    else if (code !== undefined) add({ type: 'code', text: plainText(code) });
    else if (emoji !== undefined) add({ type: 'emoji', name: emoji, glyph: emojiGlyph(emoji) });
    else if (whole === '\n') add({ type: 'break' });
    else placeMarker(stack, whole as Marker, text[match.index - 1], text[from]);
  }
  addText(text.slice(from));
  while (stack.length > 1) abandon(stack);
  return stack[0]?.children ?? [];
}

function placeMarker(stack: Frame[], marker: Marker, before: string | undefined, after: string | undefined) {
  const isOpen = stack.some((frame) => frame.marker === marker);
  if (isOpen && isInk(before) && !isWord(after)) return closeMarker(stack, marker);
  if (!isOpen && isInk(after) && !isWord(before)) return stack.push({ marker, children: [] });
  return stack.at(-1)?.children.push({ type: 'text', text: marker });
}

function closeMarker(stack: Frame[], marker: Marker) {
  while (stack.at(-1)?.marker !== marker) abandon(stack);
  const frame = stack.pop();
  if (frame) stack.at(-1)?.children.push({ type: STYLES[marker], children: frame.children });
}

/** The innermost emphasis was never closed: its marker was only a character. */
function abandon(stack: Frame[]) {
  const frame = stack.pop();
  if (frame?.marker) stack.at(-1)?.children.push({ type: 'text', text: frame.marker }, ...frame.children);
}

const isInk = (character: string | undefined) => character !== undefined && !/\s/.test(character);
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** What stood between angle brackets: a mention, a channel, a group or a link. */
function parseBracketed(content: string): MrkdwnNode {
  const bar = content.indexOf('|');
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? null : unescapeText(content.slice(bar + 1));
  if (/^@[UW]\w+$/.test(target)) return { type: 'user', id: target.slice(1), label };
  if (/^#[CGD]\w+$/.test(target)) return { type: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return { type: 'group', label: groupLabel(target.slice(1), label) };
  if (/^(https?:\/\/|mailto:|tel:)/i.test(target)) {
    const url = unescapeText(target);
    return { type: 'link', url, label: label || url };
  }
  return { type: 'text', text: `<${unescapeText(content)}>` };
}

function groupLabel(name: string, label: string | null): string {
  if (label) return label;
  return `@${name.replace(/^subteam\^/, '')}`;
}

/** Inside code Slack still sends links and mentions in brackets: show what the person typed. */
function plainText(text: string): string {
  return unescapeText(
    text.replace(/<(https?:[^<>|\n]*)(?:\|([^<>\n]*))?>/g, (_all, url, label) => label ?? url),
  );
}
