import type { ItemKind } from '@muster/chat';

/** Which line of which message made an item. `version` is the message's `edited.ts`, '' before any edit. */
export interface Origin {
  readonly channel: string;
  readonly messageTs: string;
  readonly version: string;
  /** Tells the items of one message apart. It never changes, even when lines move. */
  readonly index: number;
}

/** An entry of a person's daily plan. */
export interface Item {
  /** UUID version 4. */
  readonly id: string;
  /** Short name for its owner: unique among the numbers in use, given out again later. */
  readonly number: number;
  readonly kind: ItemKind;
  readonly text: string;
  readonly state: 'open' | 'done';
  /** YYYY-MM-DD in the person's time zone. */
  readonly day: string;
  readonly origin: Origin | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly deletedAt: Date | null;
}

/** One change to one item. `before` is null for a new item and only then. */
export interface Change {
  readonly action: 'add' | 'update' | 'done' | 'reopen' | 'delete';
  readonly before: Item | null;
  readonly after: Item;
}

/**
 * The plan of one member, inside one running transaction. `describePlanRepository` in `@muster/plan/testing` is
 * the contract in tests; every implementation passes it.
 */
export interface PlanRepository {
  /** Items of the day that are not deleted, by number. */
  byDay(day: string): Promise<readonly Item[]>;
  /** Open items of earlier days that are not deleted, by day, then number. */
  openBefore(day: string): Promise<readonly Item[]>;
  /**
   * For each number its newest holder by `createdAt`, in any order. Nobody when that one is deleted, even if an older
   * item had the number: a `delete` that is sent twice must not reach it.
   */
  byNumber(numbers: readonly number[]): Promise<readonly Item[]>;
  /** Everything that the message made, deleted ones too, by `origin.index`. */
  byMessage(channel: string, messageTs: string): Promise<readonly Item[]>;
  /**
   * Numbers not to give out: of undeleted items that are open tasks or open calls for help (meetings pass by
   * themselves) or whose day is within the last 7 days or later; and of items deleted within the last day.
   */
  heldNumbers(today: string): Promise<readonly number[]>;
  /**
   * Writes each `after` (new or in place of the item with its id; `createdAt` and all of the origin but its version
   * never change) and one journal line per change. An item is changed at most once in one call.
   */
  save(changes: readonly Change[]): Promise<void>;
}
