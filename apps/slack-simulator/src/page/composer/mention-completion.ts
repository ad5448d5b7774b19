/** Someone or somewhere that can be mentioned. `token` is what Slack's clients send for it. */
export interface Mentionable {
  readonly id: string;
  readonly kind: 'person' | 'bot' | 'channel';
  /** As shown and typed, without `@` or `#`. */
  readonly name: string;
  /** What tells it from others of a similar name. */
  readonly note?: string;
}

/** The unfinished mention before the caret. */
export interface MentionQuery {
  readonly sign: '@' | '#';
  /** Where the sign stands in the text. */
  readonly from: number;
  readonly query: string;
}

const UNFINISHED = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]{0,30})$/u;
const MOST_SUGGESTIONS = 6;

/** The mention that is being typed at the caret, or null. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const match = UNFINISHED.exec(text.slice(Math.max(0, caret - 40), caret));
  if (!match) return null;
  const query = match[2] ?? '';
  return { sign: match[1] === '#' ? '#' : '@', from: caret - query.length - 1, query };
}

/** Who fits, those whose name starts with the query first. */
export function suggestionsFor(query: MentionQuery, all: readonly Mentionable[]): readonly Mentionable[] {
  const wanted = query.query.toLowerCase();
  const isWanted = (one: Mentionable) => (one.kind === 'channel') === (query.sign === '#');
  const rank = (one: Mentionable) => (one.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return all
    .filter((one) => isWanted(one) && one.name.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_SUGGESTIONS);
}
