import type { CommandContext } from '../command-context.ts';
import type { Change, Item, PlanRepository } from '../plan-repository.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { sayMissing } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';

/** What a command does to one item: a change, or the reason why there is none. Both are told in a line. */
export type Outcome =
  | { readonly kind: 'changed'; readonly change: Change; readonly line: string }
  | { readonly kind: 'unchanged'; readonly line: string };

/** Does one thing to each numbered item and says what came of it. Only the asker sees a reply without any change. */
export async function changeNumbered(
  numbers: readonly number[],
  decide: (item: Item, count: number) => Outcome,
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  const wanted = [...new Set(numbers)];
  const found = new Map((await plan.byNumber(wanted)).map((item) => [item.number, item]));
  const outcomes = wanted.flatMap((number) => {
    const item = found.get(number);
    return item ? [decide(item, found.size)] : [];
  });
  const changes = outcomes.flatMap((outcome) => (outcome.kind === 'changed' ? [outcome.change] : []));
  await plan.save(changes);
  const missing = wanted.filter((number) => !found.has(number));
  return composeReply({
    groups: [{ lines: [...outcomes.map((outcome) => outcome.line), ...sayMissing(missing)] }],
    ephemeral: changes.length === 0 && !context.isDirect,
  });
}
