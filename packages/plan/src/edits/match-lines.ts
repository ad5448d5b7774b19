import type { NewItem } from '@muster/chat';
import type { Item } from '../plan-repository.ts';

/** A line of a message, and the item that it made; null when it made none. */
interface MadeLine {
  readonly line: NewItem;
  readonly item: Item | null;
}

/** What becomes of the items of an edited message. */
export interface LineMatches {
  /** Lines that are new, or whose item is gone although the line was changed. */
  readonly added: readonly NewItem[];
  readonly changed: readonly { readonly item: Item; readonly line: NewItem }[];
  /** Items whose line is gone. */
  readonly removed: readonly Item[];
}

/**
 * Compares what a message said with what it says. Lines that stayed the same leave their items alone, wherever they
 * moved and whatever commands did to them since; the remaining lines are matched in order. `from` is null when
 * nobody knows which text made the items as they are: then the items themselves stand for it.
 */
export function matchLines(
  items: readonly Item[],
  from: readonly NewItem[] | null,
  to: readonly NewItem[],
): LineMatches {
  const made =
    from === null ? items.filter(isLive).map((item) => ({ line: item, item })) : madeBy(from, items);
  const same = pairUp(made, to, (before, line) => isSame(before.line, line));
  const moved = pairUp(same.leftOver, same.rightOver, () => true);
  const isAlive = (pair: readonly [MadeLine, NewItem]) => pair[0].item !== null && isLive(pair[0].item);
  return {
    added: [
      ...same.pairs.filter(([before]) => before.item === null).map(([, line]) => line),
      ...moved.pairs.filter((pair) => !isAlive(pair)).map(([, line]) => line),
      ...moved.rightOver,
    ],
    changed: moved.pairs.flatMap(([{ item }, line]) => (item && isLive(item) ? [{ item, line }] : [])),
    removed: moved.leftOver.flatMap(({ item }) => (item && isLive(item) ? [item] : [])),
  };
}

/** Finds the item of each line: by its words, or in order where a command has changed the words since. */
function madeBy(lines: readonly NewItem[], items: readonly Item[]): readonly MadeLine[] {
  const alive = pairUp(lines, items.filter(isLive), isSame);
  const deleted = items.filter((item) => !isLive(item));
  const gone = pairUp(alive.leftOver, deleted, isSame);
  const unmatched = [...alive.rightOver, ...gone.rightOver];
  // As many items as lines: the deleted ones among them were made by these lines too. Otherwise they are older.
  const isComplete = unmatched.length === gone.leftOver.length;
  const inOrder = isComplete ? unmatched.toSorted((a, b) => indexOf(a) - indexOf(b)) : unmatched;
  const rest = pairUp(gone.leftOver, inOrder, () => true);
  const itemOf = new Map([...alive.pairs, ...gone.pairs, ...rest.pairs]);
  return lines.map((line) => ({ line, item: itemOf.get(line) ?? null }));
}

interface Pairing<L, R> {
  readonly pairs: readonly (readonly [L, R])[];
  readonly leftOver: readonly L[];
  readonly rightOver: readonly R[];
}

/** Pairs each left one with the first right one that is still free and fits, in order. */
function pairUp<L, R>(
  left: readonly L[],
  right: readonly R[],
  fits: (left: L, right: R) => boolean,
): Pairing<L, R> {
  const rightOver = [...right];
  const pairs: [L, R][] = [];
  const leftOver = left.filter((one) => {
    const at = rightOver.findIndex((other) => fits(one, other));
    const [partner] = at < 0 ? [] : rightOver.splice(at, 1);
    if (partner === undefined) return true;
    pairs.push([one, partner]);
    return false;
  });
  return { pairs, leftOver, rightOver };
}

function isSame(line: NewItem, other: NewItem): boolean {
  return line.kind === other.kind && line.text === other.text;
}

function isLive(item: Item): boolean {
  return item.deletedAt === null;
}

function indexOf(item: Item): number {
  return item.origin?.index ?? 0;
}
