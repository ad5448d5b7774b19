export type { Command, EditCommand, ItemKind, NewItem, PlainCommand, RefusalReason } from './command.ts';
