import { dayOf } from '../person-day.ts';
import type { Change, Item, PlanRepository } from '../plan-repository.ts';

const HELD_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A plan in memory, with its journal in the order of writing. `now` tells when deletions are a day old. */
export interface MemoryPlan extends PlanRepository {
  readonly journal: readonly Change[];
  /** Every item, deleted ones too. */
  all(): readonly Item[];
}

export function createMemoryPlan(now: () => Date = () => new Date()): MemoryPlan {
  const items = new Map<string, Item>();
  const journal: Change[] = [];
  const live = () => [...items.values()].filter((item) => item.deletedAt === null);
  return {
    journal,
    all: () => [...items.values()],
    byDay: async (day) =>
      live()
        .filter((item) => item.day === day)
        .sort((a, b) => a.number - b.number),
    openBefore: async (day) =>
      live()
        .filter((item) => item.state === 'open' && item.day < day)
        .sort((a, b) => a.day.localeCompare(b.day) || a.number - b.number),
    byNumber: async (numbers) => [...new Set(numbers)].flatMap((number) => holderOf(number, items.values())),
    byMessage: async (channel, messageTs) =>
      [...items.values()]
        .filter((item) => item.origin?.channel === channel && item.origin.messageTs === messageTs)
        .sort((a, b) => (a.origin?.index ?? 0) - (b.origin?.index ?? 0)),
    heldNumbers: async (today) => [
      ...new Set([...items.values()].filter((item) => isHeld(item, today, now())).map((item) => item.number)),
    ],
    async save(changes) {
      refuseTwice(changes);
      for (const change of changes) {
        items.set(change.after.id, change.after);
        journal.push(change);
      }
    },
  };
}

function holderOf(number: number, items: Iterable<Item>): readonly Item[] {
  const [newest] = [...items]
    .filter((item) => item.number === number)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return newest && newest.deletedAt === null ? [newest] : [];
}

function isHeld(item: Item, today: string, now: Date): boolean {
  if (item.deletedAt) return now.getTime() - item.deletedAt.getTime() < DAY_MS;
  const isStillWanted = item.state === 'open' && item.kind !== 'meeting';
  const weekAgo = dayOf(new Date(Date.parse(today) - HELD_DAYS * DAY_MS), 'utc');
  return isStillWanted || item.day > weekAgo;
}

/** Postgres writes all changes in one statement, which cannot touch a row twice. */
function refuseTwice(changes: readonly Change[]): void {
  if (new Set(changes.map((change) => change.after.id)).size < changes.length) {
    throw new Error('an item is changed twice in one save');
  }
}
