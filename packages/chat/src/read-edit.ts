import { cleanText } from './clean-text.ts';
import type { EditCommand } from './command.ts';
import { misread } from './grammar/unknown.ts';
import { MAX_RAW_LENGTH } from './limits.ts';
import { type Heard, readCommand } from './read-command.ts';

/** A message whose text may have been changed. Versions are `edited.ts`, '' for the original. */
export interface HeardEdit extends Heard {
  readonly previousText: string;
  /** The version of `previousText`, where Slack told it: shows whether an edit in between was missed. */
  readonly previousVersion?: string | null;
}

/**
 * What an edited message asks for, or null when nobody changed its text (Slack sends the same event when it unfurls
 * a link) or when it is none of the bot's business. A command that was edited into something that is no longer for
 * the bot is an edit to an unknown text: the person learns that nothing was taken back.
 */
export function readEdit(heard: HeardEdit): EditCommand | null {
  const { previousText, text } = heard;
  if (text === previousText || bounded(text) === bounded(previousText)) return null;
  const to = readCommand(heard);
  const from = readCommand({ ...heard, text: previousText });
  const hadEffect = from !== null && !['unknown', 'help', 'refused', 'list'].includes(from.name);
  if (to === null && !hadEffect) return null;
  return {
    name: 'edit',
    args: { to: to ?? misread(bounded(text), null), from, fromVersion: heard.previousVersion ?? null },
  };
}

function bounded(text: string): string {
  return cleanText(text.slice(0, MAX_RAW_LENGTH));
}
