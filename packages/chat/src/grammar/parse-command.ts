import type { PlainCommand } from '../command.ts';
import { MAX_ITEM_LENGTH, MAX_MESSAGE_LENGTH } from '../limits.ts';
import { isVisible, lengthOf } from '../measure.ts';
import { addItems, exampleOf, readAdd, readShortAdd, readTrouble } from './add-forms.ts';
import { HELP, readDay, readGreeting, readHelp, readList } from './ask-forms.ts';
import { type Heading, readBlock, readHeading, splitLines, withoutBullet } from './item-lines.ts';
import { readDone, readNumberCommand, readUpdate } from './number-forms.ts';
import { readNumbers } from './numbers.ts';
import { joinAddLines } from './several-adds.ts';
import { suggest } from './suggest.ts';
import { misread } from './unknown.ts';
import { type Verb, verbOf } from './vocabulary.ts';

const SEVERAL_COMMANDS: PlainCommand = { name: 'refused', args: { reason: 'several-commands', limit: 1 } };

/** What a clean text asks for, with its mention already taken off. Never throws; linear in the text's length. */
export function parseCommand(text: string): PlainCommand {
  const whole = withoutWrapping(text);
  if (lengthOf(whole) > MAX_MESSAGE_LENGTH) {
    return { name: 'refused', args: { reason: 'too-long', limit: MAX_ITEM_LENGTH } };
  }
  if (!isVisible(whole) || /^\?+$/.test(whole)) return HELP;
  const lines = splitLines(whole);
  const bare = lines.map(withoutBullet);
  // A list of commands, or a block whose headings have bullets.
  const listed = bare[0] === lines[0] ? null : parseLines(bare.join('\n'), bare);
  return listed && listed.name !== 'unknown' ? listed : parseLines(whole, lines);
}

function parseLines(whole: string, [first = '', ...others]: readonly string[]): PlainCommand {
  if (others.length > 0) {
    const together = joinNumberLines([first, ...others]);
    if (together) return together;
    if (others.some(isNumberCommand)) return SEVERAL_COMMANDS;
    if (isNumberCommand(first) && others.every(isCommand)) return SEVERAL_COMMANDS;
    const items = joinAddLines([first, ...others], parseKnown);
    if (items) return addItems(items, whole, first);
  }
  const command = parseKnown(whole) ?? misread(whole, suggest(first, parseKnown));
  const isOneLiner = ['list', 'help'].includes(command.name);
  return isOneLiner && others.length > 0 ? misread(whole, first) : command;
}

/** Null when the first word is not one that is understood. */
function parseKnown(whole: string): PlainCommand | null {
  const heading = readHeading(splitLines(whole)[0] ?? '');
  if (heading) return parseBlock(whole, heading);
  const head = /^([a-z]{1,20})(?:[.!?,]*(?=\s|$)\s*|:\s*)/i.exec(whole);
  const verb = verbOf(head?.[1] ?? '');
  if (!head || !verb) return null;
  return parseVerb(verb, whole.slice(head[0].length), whole);
}

function parseVerb(verb: Verb, rest: string, whole: string): PlainCommand {
  switch (verb) {
    case 'add':
      return readAdd(rest, whole);
    case 'todo':
      return readShortAdd(verb, 'task', rest, whole);
    case 'did':
      return readShortAdd(verb, 'accomplishment', rest, whole);
    case 'meeting':
      return readShortAdd(verb, 'meeting', rest, whole);
    case 'blocked':
    case 'stuck':
      return readTrouble(verb, rest, whole);
    case 'list':
      return readList(rest, whole);
    case 'today':
    case 'yesterday':
      return readDay(verb, rest, whole);
    case 'update':
      return readUpdate(rest, whole);
    case 'done':
      return readDone(rest, whole);
    case 'finish':
      return readNumberCommand('done', rest, whole);
    case 'reopen':
    case 'delete':
      return readNumberCommand(verb, rest, whole);
    case 'help':
      return readHelp(rest, whole);
    case 'greeting':
      return readGreeting(rest, whole);
  }
}

/** `Did: …`, `done: wrote docs`, a block of several. `done: 3` and a bare `help:` are what they are without colon. */
function parseBlock(whole: string, { word, kind }: Heading): PlainCommand {
  const items = readBlock(whole) ?? [];
  const [only] = items;
  if (word === 'done' && items.length === 1 && only && readNumbers(only.text).kind === 'numbers') {
    return readNumberCommand('done', only.text, whole);
  }
  const verb = verbOf(word);
  if (items.length === 0 && (verb === 'help' || verb === 'today' || verb === 'yesterday')) {
    return parseVerb(verb, '', whole);
  }
  return addItems(items, whole, exampleOf(kind));
}

/** `done 1`, `done 2` on lines of their own are one command; null when the lines are anything else. */
function joinNumberLines(lines: readonly string[]): PlainCommand | null {
  if (!lines.every(isNumberCommand)) return null;
  const commands = lines.map(parseKnown);
  const [first] = commands;
  if (first?.name !== 'done' && first?.name !== 'reopen' && first?.name !== 'delete') return SEVERAL_COMMANDS;
  const numbers = commands.flatMap((command) => (command?.name === first.name ? command.args.numbers : []));
  const isOneKind = commands.every((command) => command?.name === first.name);
  return isOneKind ? readNumberCommand(first.name, numbers.join(' '), lines.join('\n')) : SEVERAL_COMMANDS;
}

/** A line that changes numbered items: it is no item of an add, and adding it as one would be wrong. */
function isNumberCommand(line: string): boolean {
  if (!/^[a-z]{1,20}[\s:]/i.test(line) || readHeading(line)) return false;
  const command = parseKnown(line);
  return command !== null && ['done', 'reopen', 'delete', 'update'].includes(command.name);
}

function isCommand(line: string): boolean {
  const command = parseKnown(line);
  return command !== null && command.name !== 'unknown';
}

/** People copy commands out of the help with the marks around them. */
function withoutWrapping(text: string): string {
  const trimmed = text.replace(/^[\s\p{Cf}]+/u, '').trimEnd();
  const inside = /^(`{1,3}|["*_])([^`"*_]+)\1$/.exec(trimmed)?.[2];
  return inside?.trim() ?? trimmed;
}
