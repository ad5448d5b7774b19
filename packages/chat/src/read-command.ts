import { afterInnerMentions, afterLeadingMention } from './addressing.ts';
import { cleanText } from './clean-text.ts';
import type { PlainCommand } from './command.ts';
import { parseCommand } from './grammar/parse-command.ts';
import { MAX_ITEM_LENGTH, MAX_RAW_LENGTH } from './limits.ts';

/** A message as Slack sent it: `text` is escaped, with tokens such as `<@U1>`. */
export interface Heard {
  readonly text: string;
  readonly botUserId: string;
  /** Whether it was said in a direct message with the bot. */
  readonly isDirect: boolean;
}

/**
 * The command in a message, or null when the message is not for the bot. For the bot is everything in a direct
 * message; in a channel what starts with the bot's mention, and a valid command after a mention further inside.
 * Never throws, whatever the text; longer texts than `MAX_RAW_LENGTH` are read no further than that and refused.
 */
export function readCommand(heard: Heard): PlainCommand | null {
  const text = cleanText(heard.text.slice(0, MAX_RAW_LENGTH));
  const afterMention = afterLeadingMention(text, heard.botUserId);
  const isAddressed = afterMention !== null || heard.isDirect;
  if (heard.text.length > MAX_RAW_LENGTH) return isAddressed ? TOO_LONG : null;
  if (afterMention !== null) return parseCommand(afterMention);
  const whole = heard.isDirect ? parseCommand(text) : null;
  if (whole !== null && whole.name !== 'unknown') return whole;
  return commandAfterInnerMention(text, heard.botUserId) ?? whole;
}

const TOO_LONG: PlainCommand = { name: 'refused', args: { reason: 'too-long', limit: MAX_ITEM_LENGTH } };

/** Only a valid command counts, and it begins with a word: "who is @muster?" asks the others. */
function commandAfterInnerMention(text: string, botUserId: string): PlainCommand | null {
  for (const rest of afterInnerMentions(text, botUserId)) {
    if (!/^\p{L}/u.test(rest)) continue;
    const command = parseCommand(rest);
    if (command.name !== 'unknown' && command.name !== 'refused') return command;
  }
  return null;
}
