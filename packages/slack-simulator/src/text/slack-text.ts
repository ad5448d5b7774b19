const TOKEN =
  /<(?:@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|![a-z]+(?:\^[^<>\s]*)?|(?:https?|mailto|tel):[^<>\s|]+)(?:\|[^<>]*)?>/y;
const SPECIAL = /[&<>]|https?:\/\//g;
const ENTITY = /&(?:amp|lt|gt);/y;
const ADDRESS = /https?:\/\/[^\s<>"|]+/y;
/** Behind an address these belong to the sentence. */
const PUNCTUATION = '.,;:!?)]\'"';

/**
 * A message's text as Slack keeps it: tokens and entities stay, stray `&`, `<` and `>` are escaped, addresses
 * get brackets. Texts that already are in this form come back unchanged. Linear in the text's length.
 */
export function slackText(text: string): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(text)?.index;
    if (special === undefined) break;
    result += text.slice(at, special);
    at = special;
    const kept = matchAt(TOKEN, text, at) ?? matchAt(ENTITY, text, at);
    const address = kept ? null : withoutPunctuation(matchAt(ADDRESS, text, at));
    const taken = kept ?? address ?? text[at] ?? '';
    result +=
      kept ?? (address ? `<${address.replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')}>` : escapeText(taken));
    at += taken.length;
  }
  return result + text.slice(at);
}

/** Plain text as Slack writes it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The inverse, for places that hold plain text. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Whether a text mentions this user. */
export function mentions(text: string, userId: string): boolean {
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`);
}

/** Counts from the end: a pattern would start anew at every point of a long row of them. */
function withoutPunctuation(address: string | null): string | null {
  let end = address?.length ?? 0;
  while (end > 0 && PUNCTUATION.includes(address?.[end - 1] ?? '')) end -= 1;
  return address?.slice(0, end) ?? null;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
