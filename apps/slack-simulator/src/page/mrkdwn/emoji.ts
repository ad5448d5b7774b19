import { EMOJI_ALIASES, EMOJI_GROUPS } from './emoji-table.ts';

/** An emoji that people can pick. */
export interface EmojiChoice {
  /** Without colons. */
  readonly name: string;
  readonly glyph: string;
}

/** All that can be picked, by the groups of the picker. */
export const EMOJI: readonly { readonly name: string; readonly choices: readonly EmojiChoice[] }[] =
  EMOJI_GROUPS.map(({ name, words }) => ({ name, choices: choicesIn(words) }));

const ALL = EMOJI.flatMap((group) => group.choices);
const GLYPHS = new Map(ALL.map(({ name, glyph }) => [name, glyph]));

/** The character of a shortcode without its colons, or null if this page does not know it. */
export function emojiGlyph(name: string): string | null {
  const known = Object.hasOwn(EMOJI_ALIASES, name) ? EMOJI_ALIASES[name] : name;
  return GLYPHS.get(known ?? name) ?? null;
}

/** Emoji whose name, or another name of theirs, has all the words: those that start with them first. */
export function findEmoji(query: string, most = Number.POSITIVE_INFINITY): readonly EmojiChoice[] {
  const words = query
    .toLowerCase()
    .split(/[\s_:]+/)
    .filter((word) => word !== '');
  const wanted = words.join('_');
  const rank = (choice: EmojiChoice) =>
    Math.min(...namesOf(choice).map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2)));
  return ALL.filter((choice) => namesOf(choice).some((name) => words.every((word) => name.includes(word))))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, most);
}

function choicesIn(words: string): readonly EmojiChoice[] {
  const parts = words.trim().split(/\s+/);
  return parts.flatMap((name, at) => (at % 2 === 0 ? [{ name, glyph: parts[at + 1] ?? '' }] : []));
}

const aliases = new Map<string, string[]>();
for (const [alias, name] of Object.entries(EMOJI_ALIASES))
  aliases.set(name, [...(aliases.get(name) ?? []), alias]);

function namesOf({ name }: EmojiChoice): readonly string[] {
  return [name, ...(aliases.get(name) ?? [])];
}
