import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import {
  type CompletedConfig,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
} from 'ts-json-schema-generator';
import { type Exception, excuse } from './exception.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { resolve, type Schema, walk } from './schema.ts';

/** Judges values by the types that Slack publishes with its SDKs. An empty list of faults: as the type says. */
export interface PublishedTypes {
  /** `type`: the name of a type of `@slack/types`, `@slack/web-api` or `@slack/bolt`. */
  faults(type: string, value: unknown, exceptions?: readonly Exception[]): readonly string[];
  /** The name of the type of an event, by its `type` and `subtype`; null when Slack publishes none. */
  eventType(event: Readonly<Record<string, unknown>>): string | null;
  /** The name of the type of a method's answer; null when Slack publishes none. */
  answerType(method: string): string | null;
}

/** Reads the types, which takes some seconds; schemas and validators are made once per type. */
export function readPublishedTypes(): PublishedTypes {
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    // It imports the rest.
    path: path.join(import.meta.dirname, 'bolt-payloads.ts'),
    skipTypeCheck: true,
    additionalProperties: false,
    expose: 'all',
    topRef: false,
    jsDoc: 'none',
  };
  const program = createProgram(config);
  const schemas = new Map<string, Schema>();
  const schemaOf = (type: string) => {
    const schema = schemas.get(type) ?? makeSchema(program, config, type);
    schemas.set(type, schema);
    return schema;
  };
  const validators = new Map<readonly Exception[], Map<string, ValidateFunction>>();
  const answers = new Map(answerTypes().map((name) => [name.toLowerCase(), name]));
  const compile = (type: string, exceptions: readonly Exception[]) => {
    const schema = structuredClone(schemaOf(type));
    for (const exception of exceptions) excuse(type, schema, exception);
    return new Ajv({ strict: false, allErrors: true }).compile(schema);
  };
  return {
    faults: (type, value, exceptions = EXCEPTIONS) => {
      const made = validators.get(exceptions) ?? new Map<string, ValidateFunction>();
      validators.set(exceptions, made);
      const validate = made.get(type) ?? compile(type, exceptions);
      made.set(type, validate);
      return validate(value) ? [] : words(type, validate.errors ?? []);
    },
    eventType: (event) => nameOfEvent(schemaOf('SlackEvent'), event),
    answerType: (method) => answers.get(`${method.replaceAll('.', '').toLowerCase()}response`) ?? null,
  };
}

/** With a parser of its own: one that made another type's schema leaves out definitions that it has named before. */
function makeSchema(
  program: ReturnType<typeof createProgram>,
  config: CompletedConfig,
  type: string,
): Schema {
  const generator = new SchemaGenerator(
    program,
    createParser(program, config),
    createFormatter(config),
    config,
  );
  return strict(generator.createSchema(type) as Schema);
}

function answerTypes(): readonly string[] {
  const entry = createRequire(import.meta.url).resolve('@slack/web-api');
  return readdirSync(path.join(path.dirname(entry), 'types', 'response'))
    .filter((file) => file.endsWith('Response.d.ts'))
    .map((file) => file.replace('.d.ts', ''));
}

/** The outermost object takes no unknown fields either, and a field of type `undefined` may be absent. */
function strict(schema: Schema): Schema {
  const top = resolve(schema, schema);
  if (top.properties) top.additionalProperties = false;
  walk(schema, (part) => {
    const { properties = {} } = part;
    part.required = part.required?.filter((name) => properties[name]?.not === undefined) ?? [];
  });
  return schema;
}

function nameOfEvent(union: Schema, event: Readonly<Record<string, unknown>>): string | null {
  const names = (schema: Schema): string[] =>
    (resolve(union, schema).anyOf ?? []).flatMap((one) => {
      const name = one.$ref?.replace('#/definitions/', '') ?? '';
      return resolve(union, one).anyOf ? names(one) : [name];
    });
  const fits = (name: string) => {
    const { type, subtype } = union.definitions?.[name]?.properties ?? {};
    return type?.const === event.type && (type?.const !== 'message' || subtype?.const === event.subtype);
  };
  return names(union).find(fits) ?? null;
}

/** Every fault with its place; of a choice between types, those of the type that the value comes closest to. */
function words(type: string, errors: readonly ErrorObject[]): readonly string[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  let telling = errors.filter(({ keyword }) => keyword !== 'anyOf');
  for (const { instancePath } of choices) {
    const [inside, outside] = part(telling, (one) => one.instancePath.startsWith(instancePath));
    const branches = grouped(inside, ({ schemaPath }) => schemaPath.split('/').slice(0, 3).join('/'));
    const [closest = []] = [...branches.values()].sort((one, other) => one.length - other.length);
    telling = [...outside, ...closest];
  }
  const lines = telling.map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.allowedValue ?? params.allowedValues ?? '';
    return `${type}${instancePath} ${message} ${detail}`.trim();
  });
  return [...new Set(lines)];
}

function part<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
