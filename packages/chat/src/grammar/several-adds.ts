import type { NewItem, PlainCommand } from '../command.ts';
import { readHeading } from './item-lines.ts';
import { type Verb, verbOf } from './vocabulary.ts';

/** Words that open an add of their own, wherever a line begins with them. */
const ADDING: ReadonlySet<Verb> = new Set(['add', 'todo', 'did', 'meeting', 'blocked', 'stuck']);

/**
 * `did wrote docs`, `todo Ship`, `meeting 3pm Retro` on lines of their own are one add of all of them; other lines
 * belong to the one above. Null when there are not several, or when one of them is not an add.
 */
export function joinAddLines(
  lines: readonly string[],
  parse: (text: string) => PlainCommand | null,
): readonly NewItem[] | null {
  const groups = groupAdds(lines);
  if (groups.length < 2) return null;
  const items: NewItem[] = [];
  for (const group of groups) {
    const command = parse(group.join('\n'));
    if (command?.name !== 'add') return null;
    items.push(...command.args.items);
  }
  return items;
}

/** Below a heading that stands alone, as in a block, every line is an item, whatever it begins with. */
function groupAdds(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let isBlock = false;
  for (const line of lines) {
    const heading = readHeading(line);
    const opens = heading !== null || (!isBlock && opensAdd(line));
    const last = groups.at(-1);
    if (last && !opens) last.push(line);
    else groups.push([line]);
    if (opens) isBlock = heading !== null && heading.rest === '';
  }
  return groups;
}

function opensAdd(line: string): boolean {
  const word = /^([a-z]{1,20})(?=[\s:])/i.exec(line)?.[1];
  const verb = word === undefined ? null : verbOf(word);
  if (verb === 'blocked' || verb === 'stuck') return /^[a-z]+:?\s+(?:by|on|with)\s/i.test(line);
  return verb !== null && ADDING.has(verb);
}
