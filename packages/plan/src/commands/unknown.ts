import type { CommandContext } from '../command-context.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { renderText } from '../replies/render-text.ts';
import type { Reply } from '../reply.ts';

/** Says honestly that nothing was understood and nothing done, with what may have been meant. */
export function sayUnknown(
  args: { readonly text: string; readonly suggestion: string | null },
  context: CommandContext,
): Reply {
  const lines = [`Sorry, I do not understand "${renderText(args.text)}", so I changed nothing.`];
  if (args.suggestion !== null) lines.push(`Did you mean \`${asCode(args.suggestion)}\`?`);
  return composeReply({
    groups: [{ lines }],
    note: '`help` shows what I understand.',
    ephemeral: !context.isDirect,
  });
}

function asCode(text: string): string {
  return renderText(text.replaceAll('`', "'"));
}
