import type { CommandContext } from '../command-context.ts';
import type { Item, PlanRepository } from '../plan-repository.ts';
import { sayItem } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { changeNumbered, type Outcome } from './numbered-items.ts';

/** Takes items out of the plan. They stay stored with the time of their deletion. */
export function runDelete(
  numbers: readonly number[],
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  return changeNumbered(numbers, (item, count) => remove(item, count, context.now), context, plan);
}

function remove(item: Item, count: number, now: Date): Outcome {
  const after: Item = { ...item, deletedAt: now };
  return {
    kind: 'changed',
    change: { action: 'delete', before: item, after },
    line: sayItem('Deleted', item, count),
  };
}
