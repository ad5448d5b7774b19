import { z } from 'zod';

/** A bad configuration. Its message lists every problem, one a line, and says what to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'bad_configuration';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Every MUSTER_ name that some process reads. A name outside this list is a typing mistake and is refused. */
const KNOWN_NAMES: ReadonlySet<string> = new Set([
  'MUSTER_DATA_DIR',
  'MUSTER_KEYS',
  'MUSTER_OPERATOR_TOKEN',
  'MUSTER_SOCKET_WORKERS',
  'MUSTER_QUARANTINE_WORKERS',
  'MUSTER_QUARANTINE',
  'MUSTER_TASK_WORKERS',
  'MUSTER_COORDINATORS',
  'MUSTER_CONNECTIONS_PER_APP',
  'MUSTER_CONNECTS_PER_MINUTE',
  'MUSTER_SIMULATOR_PORT',
  'MUSTER_SIMULATOR_STATE',
  'MUSTER_SIMULATOR_SEED',
  'MUSTER_REDIS_PREFIX',
  'MUSTER_LANES_PER_WORKER',
  'MUSTER_POSTGRES_PORT',
  'MUSTER_REDIS_PORT',
]);

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a process's settings from its environment. `schema` maps variable names to zod types of strings; an
 * empty value counts as absent. Throws one ConfigurationError that lists all problems. The result is frozen.
 * `check` adds rules that span several variables and returns further problems.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment,
  check: (config: z.infer<z.ZodObject<Shape>>) => readonly string[] = () => [],
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const problems = Object.keys(given)
    .filter((name) => name.startsWith('MUSTER_') && !KNOWN_NAMES.has(name))
    .map((name) => `${name} is not a setting of Muster: correct or remove it`);
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success)
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        return name in given ? `${name}: ${message}` : `${name}: missing, and it has no default`;
      }),
    );
  else problems.push(...check(parsed.data));
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  return Object.freeze(parsed.data);
}

/** A whole number between `min` and `max`, written in decimal digits. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
}

/** An address with one of the given schemes, for example `['http', 'https']`. */
export function address(schemes: readonly string[]) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      `must be an address like ${schemes[0]}://host`,
    );
}

/** The log levels that LOG_LEVEL accepts; `info` when absent. */
export const logLevel = z
  .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
  .default('info');

/** A text that `parse` takes; the message of the Error that it throws otherwise becomes the problem. */
export function parsedBy<Value>(parse: (text: string) => Value, form: string) {
  return z.string({ error: `is missing: ${form}` }).transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: error instanceof Error ? error.message : `must be ${form}`,
      });
      return z.NEVER;
    }
  });
}

/** What every process of the fleet reads: where Postgres and Redis are, and how much it logs. */
export const backingSettings = {
  DATABASE_URL: address(['postgresql', 'postgres']),
  REDIS_URL: address(['redis', 'rediss']),
  MUSTER_REDIS_PREFIX: z.string().default('muster'),
  LOG_LEVEL: logLevel,
};

/** Yes or no, written `true` or `false`; no when absent. */
export const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .default('false')
  .transform((text) => text === 'true');

/** The folder of everything that is kept on this machine; relative to where the process runs, or absolute. */
export const dataDir = z.string().default('.data');

/** Where Slack's Web API is. */
export const slackApiUrl = address(['https', 'http']).default('https://slack.com/api/');
