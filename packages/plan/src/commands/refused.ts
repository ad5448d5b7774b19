import type { RefusalReason } from '@muster/chat';
import type { CommandContext } from '../command-context.ts';
import { composeReply } from '../replies/compose-reply.ts';
import type { Reply } from '../reply.ts';

/** Says which limit a message is beyond, and that nothing was done. */
export function sayRefused(
  args: { readonly reason: RefusalReason; readonly limit: number },
  context: CommandContext,
): Reply {
  const limit = args.limit.toLocaleString('en');
  return composeReply({
    groups: [{ lines: [`${REASONS[args.reason](limit)} I changed nothing.`] }],
    ephemeral: !context.isDirect,
  });
}

const REASONS: Readonly<Record<RefusalReason, (limit: string) => string>> = {
  'too-long': (limit) => `That is too long for me: an item, and a message, may have ${limit} characters.`,
  'too-many-numbers': (limit) => `I take ${limit} numbers at a time.`,
  'several-commands': () =>
    'I take one command per message, though an `add` may have many lines. Please send them one by one.',
};
