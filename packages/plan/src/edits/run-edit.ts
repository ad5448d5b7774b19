import type { EditCommand, PlainCommand } from '@muster/chat';
import type { CommandContext } from '../command-context.ts';
import type { PlanRepository } from '../plan-repository.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { sayNumbers } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { runEditedAdd } from './edit-add.ts';

/**
 * Runs what an edited message says now. Only items follow their message: what else it did before is not taken back
 * and not done twice, and the person is told so.
 */
export function runEdit(
  args: EditCommand['args'],
  context: CommandContext,
  plan: PlanRepository,
  run: (command: PlainCommand) => Promise<Reply | null>,
): Promise<Reply | null> {
  const { to, from, fromVersion } = args;
  if (to.name === 'add') {
    const lines = from?.name === 'add' ? from.args.items : null;
    return runEditedAdd({ to: to.args.items, from: lines, fromVersion }, context, plan);
  }
  return hadEffect(from) && to.name !== 'refused' ? explain(context, plan) : run(to);
}

function hadEffect(command: PlainCommand | null): boolean {
  return command !== null && ['add', 'update', 'done', 'reopen', 'delete'].includes(command.name);
}

async function explain(context: CommandContext, plan: PlanRepository): Promise<Reply> {
  const { message } = context;
  const made = message ? await plan.byMessage(message.channel, message.ts) : [];
  const numbers = made.filter((item) => item.deletedAt === null).map((item) => item.number);
  return composeReply({
    groups: [
      {
        lines: [
          'I had already done what your message said before the edit, so I changed nothing.',
          ...more(numbers),
        ],
      },
    ],
    ephemeral: !context.isDirect,
  });
}

function more(numbers: readonly number[]): readonly string[] {
  const [first] = numbers;
  if (first === undefined) return ['If you want something else now, please send it as a new message.'];
  const stays = numbers.length === 1 ? 'stays' : 'stay';
  return [
    `What it added ${stays} in your plan: ${sayNumbers(numbers)}. \`update ${first} …\` or \`delete ${first}\` changes that.`,
  ];
}
