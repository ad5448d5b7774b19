import type { NewItem } from '@muster/chat';
import type { CommandContext } from '../command-context.ts';
import { runAdd, sayLeftOut } from '../commands/add.ts';
import { MAX_ITEMS_PER_MESSAGE } from '../limits.ts';
import { addChanges } from '../new-items.ts';
import { dayOf } from '../person-day.ts';
import type { Change, Item, PlanRepository } from '../plan-repository.ts';
import { composeReply } from '../replies/compose-reply.ts';
import { sayItem } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';
import { matchLines } from './match-lines.ts';
import { compareVersions, newestVersion } from './version.ts';

/** What an edited message adds now, and what it added before as far as anybody knows. */
export interface EditedAdd {
  readonly to: readonly NewItem[];
  readonly from: readonly NewItem[] | null;
  readonly fromVersion: string | null;
}

/**
 * Makes the items of an edited message what it says now. A version that is not newer than what its items have seen
 * changes nothing; a message without items is added as if it were new.
 */
export async function runEditedAdd(
  edit: EditedAdd,
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply | null> {
  const { message } = context;
  const items = message ? await plan.byMessage(message.channel, message.ts) : [];
  if (!message || items.length === 0) return runAdd(edit.to, context, plan);
  const seen = newestVersion(items);
  if (compareVersions(message.version, seen) <= 0) return null;
  const wasMissed = edit.fromVersion !== null && edit.fromVersion !== seen;
  const from = wasMissed ? null : (edit.from?.slice(0, MAX_ITEMS_PER_MESSAGE) ?? null);
  const changes = await changesOf(items, from, edit.to.slice(0, MAX_ITEMS_PER_MESSAGE), context, plan);
  await plan.save(changes.length > 0 ? changes : noted(items, message.version));
  const lines = [
    ...changes.map((change) => sayChange(change, changes.length)),
    ...sayLeftOut(edit.to.length),
  ];
  return lines.length === 0 ? null : composeReply({ groups: [{ lines }], ephemeral: false });
}

async function changesOf(
  items: readonly Item[],
  from: readonly NewItem[] | null,
  to: readonly NewItem[],
  context: CommandContext,
  plan: PlanRepository,
): Promise<readonly Change[]> {
  const today = dayOf(context.now, context.timeZone);
  const version = context.message?.version ?? '';
  const { changed, removed, added } = matchLines(items, from, to);
  const firstIndex = Math.max(...items.map((item) => item.origin?.index ?? 0)) + 1;
  return [
    ...changed.map(({ item, line }) => rewritten(item, line, version, context.now)),
    ...removed.map((item): Change => {
      return { action: 'delete', before: item, after: { ...at(item, version), deletedAt: context.now } };
    }),
    ...(await addChanges(added, { day: items[0]?.day ?? today, today, firstIndex }, context, plan)),
  ];
}

/** The item with another text, perhaps of another kind: an accomplishment is done, what stops being one is open. */
function rewritten(item: Item, line: NewItem, version: string, now: Date): Change {
  const base = { ...at(item, version), kind: line.kind, text: line.text };
  if (item.kind === line.kind) return { action: 'update', before: item, after: base };
  const isDone = line.kind === 'accomplishment' || (item.kind !== 'accomplishment' && item.state === 'done');
  const doneAt = isDone ? (item.doneAt ?? now) : null;
  return { action: 'update', before: item, after: { ...base, state: isDone ? 'done' : 'open', doneAt } };
}

/** Nothing changed for the plan, yet the version was seen: one that is older must not come after it. */
function noted(items: readonly Item[], version: string): readonly Change[] {
  return items.slice(0, 1).map((item) => ({ action: 'update', before: item, after: at(item, version) }));
}

function at(item: Item, version: string): Item {
  return { ...item, origin: item.origin && { ...item.origin, version } };
}

function sayChange(change: Change, count: number): string {
  const what = { add: 'Added', update: 'Updated', delete: 'Deleted', done: 'Done with', reopen: 'Reopened' };
  return sayItem(what[change.action], change.after, count);
}
