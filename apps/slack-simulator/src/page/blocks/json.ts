/** Blocks come from any app, well made or not, so the page reads them as unknown JSON and never throws. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The objects of a list; whatever else stands in it is left out. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map(objectOf).filter((item) => item !== null);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Blocks and elements are known by their ids, also when others come before them; all else by its place. */
export function withKeys(items: readonly JsonObject[]): readonly { key: string; item: JsonObject }[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const id = textOf(item.block_id) || textOf(item.action_id);
    const key = id === '' || taken.has(id) ? `${index}-${textOf(item.type)}` : id;
    taken.add(key);
    return { key, item };
  });
}
