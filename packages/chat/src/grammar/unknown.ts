import type { PlainCommand } from '../command.ts';
import { MAX_QUOTED_LENGTH } from '../limits.ts';
import { shorten } from '../measure.ts';

/** A longer suggestion is no help to anybody. */
const MAX_SUGGESTION_LENGTH = 80;

/** A text that was not understood, and what may have been meant; both on one line and short. */
export function misread(whole: string, suggestion: string | null): PlainCommand {
  return {
    name: 'unknown',
    args: {
      text: shorten(onOneLine(whole), MAX_QUOTED_LENGTH),
      suggestion: suggestion === null ? null : shorten(onOneLine(suggestion), MAX_SUGGESTION_LENGTH),
    },
  };
}

export function onOneLine(text: string): string {
  return text.trim().replace(/\n\s*/g, ' ');
}
