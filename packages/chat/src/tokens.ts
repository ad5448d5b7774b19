/**
 * Slack's markup inside a message: `<@U1>`, `<#C1|name>`, `<https://…|label>`, `<!here>`.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export interface Segment {
  readonly kind: 'text' | 'user' | 'channel' | 'link' | 'special';
  /** As written: `raw` of all segments joined is the text that was split. */
  readonly raw: string;
  /** For a user or channel its id, for a link its address, for a special mention its name; '' for text. */
  readonly target: string;
  /** What stands behind the bar, escaped as in the message; null without a bar. */
  readonly label: string | null;
}

/** Longer tokens are plain text: no real one is, and a reply must be able to hold a token whole. */
const MAX_TOKEN_LENGTH = 2_000;

const TOKEN_SHAPES: readonly { readonly kind: Segment['kind']; readonly shape: RegExp }[] = [
  { kind: 'user', shape: /^@([UWB][A-Z0-9_]{0,63})(?:\|([^|\n]*))?$/ },
  { kind: 'channel', shape: /^#([CGD][A-Z0-9_]{0,63})(?:\|([^|\n]*))?$/ },
  { kind: 'link', shape: /^((?:https?:\/\/|mailto:|tel:)[^|\s]+)(?:\|([^\n]*))?$/ },
  { kind: 'special', shape: /^!([a-z]+(?:\^[^|\n]*)?)(?:\|([^\n]*))?$/ },
];

/** Takes a text apart into tokens and what stands between them, in linear time. Joined, they are the text again. */
export function splitTokens(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let textStart = 0;
  for (const match of text.matchAll(/<([^<>]*)>/g)) {
    const token = readToken(match[0], match[1] ?? '');
    if (!token) continue;
    if (match.index > textStart) segments.push(plainText(text.slice(textStart, match.index)));
    segments.push(token);
    textStart = match.index + token.raw.length;
  }
  if (textStart < text.length) segments.push(plainText(text.slice(textStart)));
  return segments;
}

function readToken(raw: string, inside: string): Segment | null {
  if (raw.length > MAX_TOKEN_LENGTH) return null;
  for (const { kind, shape } of TOKEN_SHAPES) {
    const match = shape.exec(inside);
    if (match) return { kind, raw, target: match[1] ?? '', label: match[2] ?? null };
  }
  return null;
}

function plainText(raw: string): Segment {
  return { kind: 'text', raw, target: '', label: null };
}
