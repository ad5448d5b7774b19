import type { Mentionable } from './mention-completion.ts';

/**
 * What a person typed, as Slack's own clients send it: `&`, `<`, `>` escaped, known mentions as tokens,
 * addresses in brackets. `typedText` is its inverse for texts made here.
 */
export function slackText(typed: string, known: readonly Mentionable[]): string {
  // The longest name wins: `@ana-maria` is not `@ana`.
  const byLength = [...known].sort((a, b) => b.name.length - a.name.length);
  const pattern = /https?:\/\/[^\s<>"]+|[@#](?=[\p{L}\p{N}])/giu;
  let result = '';
  let from = 0;
  for (const match of typed.matchAll(pattern)) {
    if (match.index < from) continue;
    const found = match[0].length > 1 ? addressToken(match[0]) : mentionToken(typed, match.index, byLength);
    if (!found) continue;
    result += escapeText(typed.slice(from, match.index)) + found.token;
    from = match.index + found.length;
  }
  return result + escapeText(typed.slice(from));
}

interface Found {
  readonly token: string;
  /** How many typed characters it stands for. */
  readonly length: number;
}

function addressToken(typed: string): Found {
  let length = typed.length;
  // Counted from the end: a pattern would start anew at every point of a long row of them.
  while ('.,;:!?)'.includes(typed[length - 1] ?? '/')) length -= 1;
  return { token: `<${escapeText(typed.slice(0, length))}>`, length };
}

function mentionToken(typed: string, at: number, known: readonly Mentionable[]): Found | null {
  if (/[\p{L}\p{N}]/u.test(typed[at - 1] ?? ' ')) return null;
  const isChannel = typed[at] === '#';
  const rest = typed.slice(at + 1, at + 100).toLowerCase();
  const one = known.find((candidate) => {
    if ((candidate.kind === 'channel') !== isChannel || !rest.startsWith(candidate.name.toLowerCase()))
      return false;
    return !/[\p{L}\p{N}_-]/u.test(rest[candidate.name.length] ?? ' ');
  });
  if (!one) return null;
  const token = isChannel ? `<#${one.id}|${one.name}>` : `<@${one.id}>`;
  return { token, length: one.name.length + 1 };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A message's text as its author typed it, for editing. Unknown ids keep their token's label or id. */
export function typedText(text: string, known: readonly Mentionable[]): string {
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;
  return text
    .replace(/<([^<>\n]+)>/g, (_all, content: string) => {
      const [target = '', label] = content.split('|');
      if (target.startsWith('@')) return `@${nameOf(target.slice(1))}`;
      if (target.startsWith('#')) return `#${label || nameOf(target.slice(1))}`;
      if (target.startsWith('!')) return `@${label || target.slice(1)}`;
      return target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
