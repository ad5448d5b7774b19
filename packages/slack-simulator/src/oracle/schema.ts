/** As much of JSON schema as the generator of schemas writes. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  not?: unknown;
  anyOf?: Schema[];
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  definitions?: Record<string, Schema>;
}

/** A schema's definitions by name, without the decoration of references. */
export function resolve(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  if (name === undefined) return schema;
  const found = root.definitions?.[decodeURIComponent(name)];
  if (!found) throw new Error(`the schema has no definition of ${name}`);
  return resolve(root, found);
}

/** Calls `visit` with every schema inside, itself first. */
export function walk(schema: Schema, visit: (schema: Schema) => void): void {
  visit(schema);
  const items = Array.isArray(schema.items) ? schema.items : [schema.items];
  const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const inner = [...(schema.anyOf ?? []), ...items, ...Object.values(schema.properties ?? {}), more];
  for (const part of [...inner, ...Object.values(schema.definitions ?? {})]) if (part) walk(part, visit);
}
