import type { NewItem } from '@muster/chat';
import type { CommandContext } from './command-context.ts';
import { freeNumbers } from './free-numbers.ts';
import type { Change, Item, PlanRepository } from './plan-repository.ts';

/** Changes that add these lines under free numbers; `firstIndex` continues the indexes of their message. */
export async function addChanges(
  lines: readonly NewItem[],
  where: { readonly day: string; readonly today: string; readonly firstIndex: number },
  context: CommandContext,
  plan: PlanRepository,
): Promise<readonly Change[]> {
  if (lines.length === 0) return [];
  const numbers = freeNumbers(await plan.heldNumbers(where.today), lines.length);
  return numbers.flatMap((number, offset) => {
    const line = lines[offset];
    if (!line) return [];
    const after = newItem(line, { number, day: where.day, index: where.firstIndex + offset }, context);
    return [{ action: 'add', before: null, after }];
  });
}

function newItem(
  line: NewItem,
  place: { readonly number: number; readonly day: string; readonly index: number },
  context: CommandContext,
): Item {
  const { message, now } = context;
  const isDone = line.kind === 'accomplishment';
  return {
    id: context.newId(),
    number: place.number,
    kind: line.kind,
    text: line.text,
    state: isDone ? 'done' : 'open',
    day: place.day,
    origin: message && {
      channel: message.channel,
      messageTs: message.ts,
      version: message.version,
      index: place.index,
    },
    createdAt: now,
    doneAt: isDone ? now : null,
    deletedAt: null,
  };
}
