import type { Command, ItemKind, NewItem, PlainCommand, RefusalReason } from './command.ts';
import { StoredCommandError } from './errors.ts';

const KINDS: readonly ItemKind[] = ['task', 'accomplishment', 'help', 'meeting'];
const DAYS = ['today', 'yesterday'] as const;
const REASONS: readonly RefusalReason[] = ['too-long', 'too-many-numbers', 'several-commands'];

/**
 * Reads a command back from the JSON of inbox or queue. What is not a command of this version, in every part,
 * throws a `StoredCommandError` that names the part and never quotes a person's text.
 */
export function parseStoredCommand(value: unknown): Command {
  const { name, args } = record(value, 'command');
  if (name !== 'edit') return plainCommand(value);
  const { to, from, fromVersion } = record(args, 'args');
  return {
    name,
    args: {
      to: plainCommand(to),
      from: from === null ? null : plainCommand(from),
      fromVersion:
        fromVersion === null || fromVersion === undefined ? null : string(fromVersion, 'fromVersion'),
    },
  };
}

function plainCommand(value: unknown): PlainCommand {
  const { name, args: unread } = record(value, 'command');
  const args = record(unread, 'args');
  switch (name) {
    case 'add':
      return { name, args: { items: nonEmpty(args.items, 'items').map(newItem) } };
    case 'list':
      return { name, args: { day: oneOf(DAYS, args.day, 'day') } };
    case 'update':
      return { name, args: { number: itemNumber(args.number), text: string(args.text, 'text') } };
    case 'done':
    case 'reopen':
    case 'delete':
      return { name, args: { numbers: nonEmpty(args.numbers, 'numbers').map(itemNumber) } };
    case 'help':
      return { name, args: { topic: stringOrNull(args.topic, 'topic') } };
    case 'unknown':
      return {
        name,
        args: { text: string(args.text, 'text'), suggestion: stringOrNull(args.suggestion, 'suggestion') },
      };
    case 'refused':
      return { name, args: { reason: oneOf(REASONS, args.reason, 'reason'), limit: itemNumber(args.limit) } };
    default:
      throw new StoredCommandError('stored command has an unknown name');
  }
}

function newItem(value: unknown): NewItem {
  const { kind, text } = record(value, 'item');
  return { kind: oneOf(KINDS, kind, 'kind'), text: string(text, 'text') };
}

function record(value: unknown, part: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw new StoredCommandError(`stored command: bad ${part}`);
  return value as Readonly<Record<string, unknown>>;
}

function nonEmpty(value: unknown, part: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new StoredCommandError(`stored command: bad ${part}`);
  return value;
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, part: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new StoredCommandError(`stored command: bad ${part}`);
  return found;
}

function string(value: unknown, part: string): string {
  if (typeof value !== 'string') throw new StoredCommandError(`stored command: bad ${part}`);
  return value;
}

function stringOrNull(value: unknown, part: string): string | null {
  return value === null ? null : string(value, part);
}

function itemNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new StoredCommandError('stored command: bad number');
  }
  return value;
}
