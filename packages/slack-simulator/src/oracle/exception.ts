import { resolve, type Schema } from './schema.ts';

/** Where Slack itself does otherwise than its published types say. */
export interface Exception {
  /** Names of types, with the way to an object inside: `UserChangeEvent.user.profile`. */
  readonly of: readonly string[];
  /** Fields that come although the type has none of the name, with what they hold. */
  readonly adds?: Readonly<Record<string, Schema>>;
  /** Fields that need not be there although the type says so. */
  readonly lacks?: readonly string[];
  /** Fields that may be null although the type says what they hold. */
  readonly nulls?: readonly string[];
  readonly why: string;
}

/** Changes the schema of `type`, wherever the exception applies in it. */
export function excuse(type: string, schema: Schema, exception: Exception): void {
  for (const place of exception.of) {
    const [name = '', ...steps] = place.split('.');
    const start = name === type ? schema : schema.definitions?.[name];
    if (!start) continue;
    for (const target of inside(schema, start, steps)) {
      target.properties = { ...target.properties, ...exception.adds };
      for (const field of exception.nulls ?? []) allowNull(target.properties, field);
      target.required = target.required?.filter((field) => !exception.lacks?.includes(field)) ?? [];
    }
  }
}

function allowNull(properties: Record<string, Schema>, field: string): void {
  const held = properties[field];
  if (held) properties[field] = { anyOf: [held, { type: 'null' }] };
}

/** The objects at the end of the way; several where a field may hold one of several. */
function inside(root: Schema, from: Schema, steps: readonly string[]): readonly Schema[] {
  const schema = resolve(root, from);
  if (schema.anyOf) return schema.anyOf.flatMap((one) => inside(root, one, steps));
  if (schema.items && !Array.isArray(schema.items)) return inside(root, schema.items, steps);
  const [step, ...rest] = steps;
  if (step === undefined) return schema.type === 'object' ? [schema] : [];
  const next = schema.properties?.[step];
  return next ? inside(root, next, rest) : [];
}
