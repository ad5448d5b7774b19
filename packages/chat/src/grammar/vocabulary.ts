import type { ItemKind } from '../command.ts';

/** What a first word asks for. */
export type Verb =
  | 'add'
  | 'todo'
  | 'did'
  | 'meeting'
  | 'blocked'
  | 'stuck'
  | 'list'
  | 'today'
  | 'yesterday'
  | 'update'
  | 'done'
  | 'finish'
  | 'reopen'
  | 'delete'
  | 'help'
  | 'greeting';

/** Every first word that is understood. Matched in lower case. */
const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['add', 'add'],
  ['todo', 'todo'],
  ['did', 'did'],
  ['meeting', 'meeting'],
  ['blocked', 'blocked'],
  ['stuck', 'stuck'],
  ['list', 'list'],
  ['plan', 'list'],
  ['today', 'today'],
  ['yesterday', 'yesterday'],
  ['update', 'update'],
  ['edit', 'update'],
  ['change', 'update'],
  ['done', 'done'],
  ['finish', 'finish'],
  ['finished', 'finish'],
  ['complete', 'finish'],
  ['reopen', 'reopen'],
  ['delete', 'delete'],
  ['remove', 'delete'],
  ['rm', 'delete'],
  ['help', 'help'],
  ['hi', 'greeting'],
  ['hello', 'greeting'],
  ['hey', 'greeting'],
]);

/** A colon that ends a word and does not begin an emoji such as `:tada:`. For use inside other expressions. */
export const COLON = ":(?![a-z0-9_+'-]{1,50}:)";

/** An example for each verb, offered when a person's own words cannot be completed into a command. */
export const EXAMPLES: Readonly<Record<Verb, string>> = {
  add: 'add task Ship docs by Friday',
  todo: 'todo Ship docs by Friday',
  did: 'did Wrote the docs',
  meeting: 'meeting 3pm Retro',
  blocked: 'blocked by API keys',
  stuck: 'stuck on API keys',
  list: 'list',
  today: 'today',
  yesterday: 'yesterday',
  update: 'update 3 Ship docs by Monday',
  done: 'done 3',
  finish: 'finish 3',
  reopen: 'reopen 3',
  delete: 'delete 3',
  help: 'help',
  greeting: 'help',
};

/** Words after `add` that say the kind. */
const KIND_WORDS: ReadonlyMap<string, ItemKind> = new Map<string, ItemKind>([
  ['task', 'task'],
  ['tasks', 'task'],
  ['todo', 'task'],
  ['todos', 'task'],
  ['accomplishment', 'accomplishment'],
  ['accomplishments', 'accomplishment'],
  ['help', 'help'],
  ['blocker', 'help'],
  ['blockers', 'help'],
  ['meeting', 'meeting'],
  ['meetings', 'meeting'],
]);

/** Words that open a part of a block when a colon follows: `Did:`, `T:`. */
const HEADINGS: ReadonlyMap<string, ItemKind> = new Map<string, ItemKind>([
  ...KIND_WORDS,
  ['t', 'task'],
  ['today', 'task'],
  ['did', 'accomplishment'],
  ['done', 'accomplishment'],
  ['y', 'accomplishment'],
  ['yesterday', 'accomplishment'],
  ['help needed', 'help'],
  ['blocked', 'help'],
  ['stuck', 'help'],
  ['b', 'help'],
]);

/** What `help` can be asked about, by each word for it, and the name of that topic. */
const TOPICS: ReadonlyMap<string, string> = new Map<string, string>([
  ...[...KIND_WORDS.keys()].filter((word) => word !== 'help').map((word): [string, string] => [word, 'add']),
  ...['add', 'did', 'blocked', 'stuck', 'block'].map((word): [string, string] => [word, 'add']),
  ...['list', 'plan', 'today', 'yesterday'].map((word): [string, string] => [word, 'list']),
  ...['update', 'edit', 'change'].map((word): [string, string] => [word, 'update']),
  ...['done', 'finish', 'complete'].map((word): [string, string] => [word, 'done']),
  ['reopen', 'reopen'],
  ...['delete', 'remove', 'rm'].map((word): [string, string] => [word, 'delete']),
]);

export function verbOf(word: string): Verb | null {
  return VERBS.get(word.toLowerCase()) ?? null;
}

export function kindOf(word: string): ItemKind | null {
  return KIND_WORDS.get(word.toLowerCase()) ?? null;
}

export function headingKind(words: string): ItemKind | null {
  return HEADINGS.get(words.toLowerCase()) ?? null;
}

export function helpTopic(word: string): string | null {
  return TOPICS.get(word.toLowerCase()) ?? null;
}

/** All first words, for suggestions. */
export function knownWords(): Iterable<string> {
  return VERBS.keys();
}
