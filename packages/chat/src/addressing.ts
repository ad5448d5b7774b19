import { splitTokens } from './tokens.ts';

/** Mentions inside a text that are tried as the start of a command. */
const MAX_MENTIONS_TRIED = 5;

/** What follows the bot's mention that opens the text; null when the text does not start with it. */
export function afterLeadingMention(text: string, botUserId: string): string | null {
  let position = 0;
  let afterMention: number | null = null;
  for (const segment of splitTokens(text)) {
    position += segment.raw.length;
    if (segment.kind === 'user' && segment.target === botUserId) afterMention = position;
    else if (/[^\s\p{Cf},:]/u.test(segment.raw)) break;
  }
  return afterMention === null ? null : withoutSalutationMark(text.slice(afterMention));
}

/** What follows each of the first mentions of the bot, in order. */
export function afterInnerMentions(text: string, botUserId: string): readonly string[] {
  const rests: string[] = [];
  let position = 0;
  for (const segment of splitTokens(text)) {
    position += segment.raw.length;
    if (segment.kind !== 'user' || segment.target !== botUserId) continue;
    rests.push(withoutSalutationMark(text.slice(position)));
    if (rests.length === MAX_MENTIONS_TRIED) break;
  }
  return rests;
}

/** `@muster, list` and `@muster: list` are `list`; the colon of an emoji stays. */
function withoutSalutationMark(text: string): string {
  return text.replace(/^[\s\p{Cf}]*(?:,|:(?![a-z0-9_+'-]{1,50}:))?[\s\p{Cf}]*/u, '');
}
