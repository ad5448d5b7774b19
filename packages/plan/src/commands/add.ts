import type { NewItem } from '@muster/chat';
import type { CommandContext } from '../command-context.ts';
import { MAX_ITEMS_PER_MESSAGE } from '../limits.ts';
import { addChanges } from '../new-items.ts';
import { dayOf } from '../person-day.ts';
import type { Change, PlanRepository } from '../plan-repository.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { sayItem } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';

/** Adds the items, unless their message made items before: then this is the original of an edit that came first. */
export async function runAdd(
  items: readonly NewItem[],
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply | null> {
  const { message } = context;
  if (message && (await plan.byMessage(message.channel, message.ts)).length > 0) return null;
  const today = dayOf(context.now, context.timeZone);
  const changes = await addChanges(
    items.slice(0, MAX_ITEMS_PER_MESSAGE),
    { day: today, today, firstIndex: 0 },
    context,
    plan,
  );
  await plan.save(changes);
  return composeReply({
    groups: [{ lines: sayAdded(changes, items.length) }],
    ...hint(changes),
    ephemeral: false,
  });
}

function sayAdded(changes: readonly Change[], wanted: number): readonly string[] {
  const lines = changes.map((change) => sayItem('Added', change.after, changes.length));
  return [...lines, ...sayLeftOut(wanted)];
}

/** Says what a message has beyond the limit; empty when it has nothing. */
export function sayLeftOut(wanted: number): readonly string[] {
  const leftOut = wanted - MAX_ITEMS_PER_MESSAGE;
  if (leftOut <= 0) return [];
  const which = leftOut === 1 ? 'the last line is' : `the last ${leftOut} lines are`;
  return [
    `I take ${MAX_ITEMS_PER_MESSAGE} items from one message: ${which} not added. Please send the rest in another one.`,
  ];
}

/** Somebody who has number 1 is new here, or starts a fresh day. */
function hint(changes: readonly Change[]): { note?: string } {
  const first = changes[0]?.after;
  if (first?.number !== 1 || first.state === 'done') return {};
  return { note: '`done 1` ticks it off, `list` shows your day.' };
}
