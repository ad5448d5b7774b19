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

/** List items of one block never move, so their place is their identity. */
export function withKeys(items: readonly JsonObject[]): readonly { key: string; item: JsonObject }[] {
  return items.map((item, index) => ({ key: `${index}-${textOf(item.type)}`, item }));
}
