import type { CommandContext } from '../command-context.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { renderText } from '../replies/render-text.ts';
import type { Reply } from '../reply.ts';
import { OVERVIEW } from './help-topics.ts';

/** Says honestly that nothing was understood and nothing done, with what may have been meant or else what can be said. */
export function sayUnknown(
  args: { readonly text: string; readonly suggestion: string | null },
  context: CommandContext,
): Reply {
  const lines = [`Sorry, I do not understand "${renderText(args.text)}", so I changed nothing.`];
  if (args.suggestion !== null) lines.push(`Did you mean \`${asCode(args.suggestion)}\`?`);
  return composeReply({
    groups: [{ lines }, ...(args.suggestion === null ? OVERVIEW : [])],
    note: args.suggestion === null ? '`help add` shows more.' : '`help` shows what I understand.',
    ephemeral: !context.isDirect,
  });
}

function asCode(text: string): string {
  return renderText(text.replaceAll('`', "'"));
}
