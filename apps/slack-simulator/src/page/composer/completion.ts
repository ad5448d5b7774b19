import { findEmoji } from '../mrkdwn/emoji.ts';
import type { Command } from './commands.ts';
import { type Mentionable, mentionAt, suggestionsFor } from './mention-completion.ts';

/** One line of the list under a text field. */
export interface Suggestion {
  readonly key: string;
  readonly sign: string;
  readonly label: string;
  /** What stands behind the label in a weaker colour. */
  readonly note?: string;
  readonly badge?: string;
  readonly replacement: string;
}

/** What could stand in the place of what is being typed. */
export interface Completion {
  readonly title: string;
  /** Where it begins in the text; it ends at the caret. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

/** What a text field knows. */
export interface Vocabulary {
  readonly known: readonly Mentionable[];
  readonly commands: readonly Command[];
}

const COMMAND = /^\/[^\s/]*$/;
const EMOJI = /(?:^|[\s(]):([a-z0-9_+-]{2,30})$/;
const MOST_EMOJI = 6;

/** What is being typed at the caret, with what it could become: a command, a mention or an emoji. Else null. */
export function completionAt(
  text: string,
  caret: number,
  { known, commands }: Vocabulary,
): Completion | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const found = commandCompletion(text, caret, commands) ?? mentionCompletion(text, caret, known);
  const completion = found ?? emojiCompletion(before, caret);
  return completion && completion.suggestions.length > 0 ? completion : null;
}

function commandCompletion(text: string, caret: number, commands: readonly Command[]): Completion | null {
  const typed = text.slice(0, caret).toLowerCase();
  // A command that is there in full is sent by Enter, not completed once more.
  if (!COMMAND.test(typed) || commands.some((one) => one.command === typed)) return null;
  const rank = (one: Command) => (one.command.startsWith(typed) ? 0 : 1);
  const fitting = commands.filter((one) => one.command.includes(typed.slice(1)));
  return {
    title: 'Commands',
    from: 0,
    suggestions: [...fitting]
      .sort((one, other) => rank(one) - rank(other))
      .map(({ appId, appName, command, description, usageHint }) => ({
        key: `${appId}${command}`,
        sign: '/',
        label: `${command.slice(1)} ${usageHint}`.trim(),
        note: description,
        badge: appName,
        replacement: `${command} `,
      })),
  };
}

function mentionCompletion(text: string, caret: number, known: readonly Mentionable[]): Completion | null {
  const query = mentionAt(text, caret);
  if (!query) return null;
  return {
    title: 'Mentions',
    from: query.from,
    suggestions: suggestionsFor(query, known).map((one) => ({
      key: one.id,
      sign: query.sign,
      label: one.name,
      ...(one.kind === 'bot' ? { badge: 'App' } : {}),
      ...(one.note ? { note: one.note } : {}),
      replacement: `${query.sign}${one.name} `,
    })),
  };
}

function emojiCompletion(before: string, caret: number): Completion | null {
  const typed = EMOJI.exec(before)?.[1];
  if (typed === undefined) return null;
  return {
    title: 'Emoji',
    from: caret - typed.length - 1,
    suggestions: findEmoji(typed, MOST_EMOJI).map(({ name, glyph }) => ({
      key: name,
      sign: glyph,
      label: `:${name}:`,
      replacement: `:${name}: `,
    })),
  };
}

/** The text with what was being typed replaced, and where the caret goes. */
export function complete(text: string, caret: number, from: number, replacement: string) {
  const head = `${text.slice(0, from)}${replacement}`;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}
