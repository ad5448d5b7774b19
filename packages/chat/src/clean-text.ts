import { unescapeSlack } from './escapes.ts';
import { type Segment, splitTokens } from './tokens.ts';

/** Invisible, and keeps a `<` that a person typed from being read as the start of a token. */
const WORD_JOINER = '\u2060';
/** Also where no token follows yet: once lines are joined, a typed link with a line break in its label would be one. */
const TOKEN_START = /<(?=[@#!]|https?:|mailto:|tel:)/gi;

/**
 * Slack's raw text as clean display text: tokens stay in Slack's form, everything else is unescaped once; smart
 * quotes and non-breaking spaces become plain ones, lines end with `\n`, and what Postgres cannot hold (NUL, lone
 * surrogates) and other control characters are gone. What a person typed *as text* never becomes a token.
 */
export function cleanText(raw: string): string {
  return splitTokens(withoutUnprintables(raw)).map(cleanSegment).join('');
}

function cleanSegment(segment: Segment): string {
  if (segment.kind !== 'text') return segment.raw;
  return withPlainQuotes(unescapeSlack(segment.raw)).replace(TOKEN_START, `<${WORD_JOINER}`);
}

/** Surrogates go first: removing what stands between two lone ones would join them. */
function withoutUnprintables(raw: string): string {
  return raw
    .replace(/\p{Surrogate}/gu, '')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/\p{Control}/gu, (control) => (control === '\n' || control === '\t' ? control : ''));
}

function withPlainQuotes(text: string): string {
  return text
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
}
