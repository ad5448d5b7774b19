import type { CommandContext } from '../command-context.ts';
import type { Item, PlanRepository } from '../plan-repository.ts';
import { nameItem, sayItem } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { changeNumbered, type Outcome } from './numbered-items.ts';

/** Gives the item a new text; number, kind, day and state stay. */
export function runUpdate(
  args: { readonly number: number; readonly text: string },
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  return changeNumbered([args.number], (item) => reword(item, args.text), context, plan);
}

function reword(item: Item, text: string): Outcome {
  if (item.text === text) return { kind: 'unchanged', line: `${nameItem(item)} already says that.` };
  const after: Item = { ...item, text };
  return {
    kind: 'changed',
    change: { action: 'update', before: item, after },
    line: sayItem('Updated', after),
  };
}
