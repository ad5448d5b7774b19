import { escapeSlack, type Segment, splitTokens } from '@muster/chat';

/** Invisible; after an `@` it keeps a name from being a mention, whatever options a message is sent with. */
const WORD_JOINER = '\u2060';

/** Clean display text for a message to Slack: mentions, channels and links live again, nobody is pinged in a crowd. */
export function renderText(text: string): string {
  return splitTokens(text).map(renderSegment).join('');
}

function renderSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'text':
      return escapeSlack(segment.raw);
    case 'user':
    case 'channel':
    case 'link':
      return segment.raw;
    case 'special':
      return renderSpecial(segment);
  }
}

/** `<!here>`, `<!subteam^S1|@ops>` and their like name a crowd: shown, never called. */
function renderSpecial({ target, label }: Segment): string {
  const [name = ''] = target.split('^', 1);
  if (name === 'date') return label ?? 'a date';
  const shown = label?.replaceAll('@', '') || (name === 'subteam' ? 'group' : name);
  return `@${WORD_JOINER}${shown}`;
}

/** At most `limit` UTF-16 units of rendered text, `…` in place of the rest; no token, escape or emoji is cut in two. */
export function shortenRendered(rendered: string, limit: number): string {
  if (rendered.length <= limit) return rendered;
  const [start = ''] = splitRendered(rendered, limit - 1);
  return `${start.trimEnd()}…`;
}

/** Cuts rendered text into pieces of at most `limit` UTF-16 units that are each well-formed; joined, they are it. */
export function splitRendered(rendered: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const [part] of rendered.matchAll(/<[^<>]*>|&(?:amp|lt|gt);|\r?\n|[\s\S]/gu)) {
    if (piece.length + part.length > limit) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
