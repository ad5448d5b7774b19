import { composeReply } from '../replies/compose-reply.ts';
import type { Reply } from '../reply.ts';

/** Says that a command could not be carried out, through no fault of its author. */
export function sayGivenUp(): Reply {
  const line = 'Sorry, something went wrong on my side, so I changed nothing.';
  const note = 'Whoever runs me can see what it was and have me try again. Or write it again yourself.';
  return composeReply({ groups: [{ lines: [line] }], note, ephemeral: true });
}
