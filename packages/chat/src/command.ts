/** What an entry of the daily plan can be. `help` means help needed. */
export type ItemKind = 'task' | 'accomplishment' | 'help' | 'meeting';

/** An entry that a person asked to add. `text` is clean display text; see `cleanText`. */
export interface NewItem {
  readonly kind: ItemKind;
  readonly text: string;
}

/**
 * What a person asked for in one message. Serialisable as JSON and read back by `parseStoredCommand`.
 * Texts are clean display text of at most `MAX_ITEM_LENGTH` characters; numbers are non-negative integers.
 */
export type PlainCommand =
  | { readonly name: 'add'; readonly args: { readonly items: readonly NewItem[] } }
  | { readonly name: 'list'; readonly args: { readonly day: 'today' | 'yesterday' } }
  | { readonly name: 'update'; readonly args: { readonly number: number; readonly text: string } }
  | { readonly name: 'done' | 'reopen' | 'delete'; readonly args: { readonly numbers: readonly number[] } }
  | { readonly name: 'help'; readonly args: { readonly topic: string | null } }
  | { readonly name: 'unknown'; readonly args: { readonly text: string; readonly suggestion: string | null } }
  | { readonly name: 'refused'; readonly args: { readonly reason: RefusalReason; readonly limit: number } };

/**
 * Why a message that is clearly for the bot is not carried out: it, or one of its items, has more than `limit`
 * characters; it has more than `limit` numbers; or commands are mixed in one message (`limit` is then 1).
 */
export type RefusalReason = 'too-long' | 'too-many-numbers' | 'several-commands';

/**
 * A message whose text was changed by a person: what it says now, and what it said before (null: it was not for
 * the bot). `fromVersion` is the version of the text before ('' for the original), null when nobody told.
 */
export interface EditCommand {
  readonly name: 'edit';
  readonly args: {
    readonly to: PlainCommand;
    readonly from: PlainCommand | null;
    readonly fromVersion: string | null;
  };
}

export type Command = PlainCommand | EditCommand;
