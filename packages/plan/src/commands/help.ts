import type { CommandContext } from '../command-context.ts';
import { composeReply } from '../replies/compose-reply.ts';
import type { Reply } from '../reply.ts';
import { OVERVIEW, TOPICS } from './help-topics.ts';

const WHERE =
  'In a channel, start with a mention of me or type `/muster` first; in a direct message just write.';

/** Help in general, or on a topic. Ephemeral in channels. */
export function sayHelp(topic: string | null, context: CommandContext): Reply {
  const groups = topic === null ? undefined : TOPICS.get(topic);
  const ephemeral = !context.isDirect;
  if (groups) return composeReply({ groups, note: '`help` shows everything.', ephemeral });
  return composeReply({
    header: 'Your plan for the day, in a few words',
    groups: OVERVIEW,
    note: `${WHERE} More with \`help add\`, \`help update\`, \`help done\`.`,
    ephemeral,
  });
}
