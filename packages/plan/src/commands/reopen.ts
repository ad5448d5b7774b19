import type { CommandContext } from '../command-context.ts';
import type { Item, PlanRepository } from '../plan-repository.ts';
import { nameItem, sayItem, shownText } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { changeNumbered, type Outcome } from './numbered-items.ts';

export function runReopen(
  numbers: readonly number[],
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  return changeNumbered(numbers, reopen, context, plan);
}

function reopen(item: Item, count: number): Outcome {
  if (item.kind === 'accomplishment') {
    const line = `${nameItem(item)} is something you did, so it stays done. \`delete ${item.number}\` removes it.`;
    return { kind: 'unchanged', line };
  }
  if (item.state === 'open') {
    return { kind: 'unchanged', line: `${nameItem(item)} is still open: ${shownText(item, count)}` };
  }
  const after: Item = { ...item, state: 'open', doneAt: null };
  return {
    kind: 'changed',
    change: { action: 'reopen', before: item, after },
    line: sayItem('Reopened', after, count),
  };
}
