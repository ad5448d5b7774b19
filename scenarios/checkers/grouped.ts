/** Items by name, in their order. */
export function grouped<Item, Value>(
  items: readonly Item[],
  of: (item: Item) => [string, Value],
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const item of items) {
    const [name, value] = of(item);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
