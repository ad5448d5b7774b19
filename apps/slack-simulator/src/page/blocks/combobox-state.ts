import type { Choice } from './directory.ts';

/** Choices under a heading, or under none. */
export interface Group {
  readonly label: string | null;
  readonly choices: readonly Choice[];
}

/** The choices that a person's words fit, in their groups; groups without any are left out. */
export function fittingGroups(groups: readonly Group[], words: string): readonly Group[] {
  const wanted = words.trim().toLowerCase();
  const fits = ({ label, description }: Choice) =>
    `${label} ${description ?? ''}`.toLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter((group) => group.choices.length > 0);
}

/** Where a key leads in a list of `count`; null for keys that do not move. Goes round at both ends. */
export function movedTo(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % count;
    case 'ArrowUp':
      return from <= 0 ? count - 1 : from - 1;
    case 'PageDown':
      return count - 1;
    case 'PageUp':
      return 0;
    default:
      return null;
  }
}

/** What is chosen after a choice is picked: it alone, or in a list, taken out if it was there. */
export function chosenAfter(
  chosen: readonly string[],
  picked: string,
  list: { isMany: boolean; most: number },
): readonly string[] {
  if (!list.isMany) return [picked];
  if (chosen.includes(picked)) return chosen.filter((one) => one !== picked);
  return chosen.length < list.most ? [...chosen, picked] : chosen;
}
