import type { CommandContext } from '../command-context.ts';
import type { Item, PlanRepository } from '../plan-repository.ts';
import { nameItem, sayItem, shownText } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { changeNumbered, type Outcome } from './numbered-items.ts';

export function runDone(
  numbers: readonly number[],
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  return changeNumbered(numbers, (item, count) => finish(item, count, context.now), context, plan);
}

function finish(item: Item, count: number, now: Date): Outcome {
  if (item.state === 'done') {
    return { kind: 'unchanged', line: `${nameItem(item)} was already done: ${shownText(item, count)}` };
  }
  const after: Item = { ...item, state: 'done', doneAt: now };
  return {
    kind: 'changed',
    change: { action: 'done', before: item, after },
    line: `:white_check_mark: ${sayItem('Done with', after, count)}`,
  };
}
