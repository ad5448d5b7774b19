import type { Command, PlainCommand } from '@muster/chat';
import type { CommandContext } from './command-context.ts';
import { runAdd } from './commands/add.ts';
import { runDelete } from './commands/delete.ts';
import { runDone } from './commands/done.ts';
import { sayHelp } from './commands/help.ts';
import { runList } from './commands/list.ts';
import { sayRefused } from './commands/refused.ts';
import { runReopen } from './commands/reopen.ts';
import { sayUnknown } from './commands/unknown.ts';
import { runUpdate } from './commands/update.ts';
import { runEdit } from './edits/run-edit.ts';
import type { PlanRepository } from './plan-repository.ts';
import type { Reply } from './reply.ts';

/**
 * Does what a command asks for to one person's plan and says what came of it; null when there is nothing to say (a
 * version of a message that changes nothing). Run once per command: only `add` and edits notice a repetition, by
 * their message. Rejects only with what `plan` rejects with.
 */
export async function runCommand(
  command: Command,
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply | null> {
  if (command.name !== 'edit') return runPlain(command, context, plan);
  return runEdit(command.args, context, plan, (plain) => runPlain(plain, context, plan));
}

async function runPlain(
  command: PlainCommand,
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply | null> {
  switch (command.name) {
    case 'add':
      return runAdd(command.args.items, context, plan);
    case 'list':
      return runList(command.args.day, context, plan);
    case 'update':
      return runUpdate(command.args, context, plan);
    case 'done':
      return runDone(command.args.numbers, context, plan);
    case 'reopen':
      return runReopen(command.args.numbers, context, plan);
    case 'delete':
      return runDelete(command.args.numbers, context, plan);
    case 'help':
      return sayHelp(command.args.topic, context);
    case 'unknown':
      return sayUnknown(command.args, context);
    case 'refused':
      return sayRefused(command.args, context);
  }
}
