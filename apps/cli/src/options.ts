import { parseArgs } from 'node:util';

/** What a person asked for. */
export type Command =
  | { readonly name: 'fleet' | 'workspaces' | 'dead-letters' }
  | { readonly name: 'drain'; readonly worker: string }
  | { readonly name: 'retry'; readonly appId: string; readonly index: number }
  | { readonly name: 'release'; readonly appId: string }
  | { readonly name: 'replay'; readonly kind: string; readonly id: string };

export interface Options {
  readonly command: Command;
  /** For programs: what the API answers, as it is. */
  readonly json: boolean;
  /** Again and again, until interrupted. */
  readonly watch: boolean;
  /** Where the gateway is; null: as the environment or the data folder says. */
  readonly url: string | null;
}

/** Something that the person at the command line can put right. The process ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: muster <command> [options]

Looks at a running fleet and tells it what to do.

  fleet                              every process, and what it holds
  workspaces                         what is connected where, and why something is not
  drain <worker>                     moves a socket worker's connections to the others; it takes no new ones
  retry <app>#<slot>                 has a connection that is down try again at once, also out of a quarantine
  release <app>                      takes an app that processes died of out of quarantine, and counts anew
  dead-letters [list]                commands and messages that were given up
  dead-letters replay <kind> <id>    gives one another set of tries

  --json         what the API answers, for programs
  --watch        shows it again every two seconds
  --url <url>    where the gateway is (default: MUSTER_URL, else what "npm start" runs in this folder)
  --help         show this

The operator's token comes from MUSTER_OPERATOR_TOKEN, else from the data folder of "npm start".
`;

const FLAGS = {
  json: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the arguments after the program's name; null asks for help. Throws UsageError. */
export function readOptions(args: readonly string[]): Options | null {
  const { values, positionals } = parsed(args);
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) return null;
  const command = commandOf(name, rest);
  const { json, watch, url = null } = values;
  if (watch && !isReading(command)) throw new UsageError(`--watch makes no sense with ${name}`);
  if (url !== null && !URL.canParse(url)) throw new UsageError(`--url is no address: ${url}`);
  return { command, json, watch, url };
}

function isReading({ name }: Command): boolean {
  return name === 'fleet' || name === 'workspaces' || name === 'dead-letters';
}

function commandOf(name: string, rest: readonly string[]): Command {
  const [first, second, third] = rest;
  switch (name) {
    case 'fleet':
    case 'workspaces':
      return demandCount(rest, 0, { name });
    case 'drain':
      return demandCount(rest, 1, { name, worker: first ?? '' });
    case 'retry':
      return demandCount(rest, 1, { name, ...slotIn(first ?? '') });
    case 'release':
      return demandCount(rest, 1, { name, appId: first ?? '' });
    case 'dead-letters':
      if (first === 'replay')
        return demandCount(rest, 3, { name: 'replay', kind: second ?? '', id: third ?? '' });
      if (first !== undefined && first !== 'list')
        throw new UsageError(`dead-letters has no ${first}, only list and replay`);
      return { name };
    default:
      throw new UsageError(`there is no command ${name}`);
  }
}

function demandCount<Asked extends Command>(rest: readonly string[], count: number, asked: Asked): Asked {
  if (rest.length === count) return asked;
  throw new UsageError(`${asked.name} takes ${count === 0 ? 'nothing' : count} after it`);
}

function slotIn(text: string): { appId: string; index: number } {
  const [, appId, index] = /^([A-Za-z0-9]+)#(\d{1,2})$/.exec(text) ?? [];
  if (appId === undefined) throw new UsageError(`"${text}" names no slot: write it as A0123#0`);
  return { appId, index: Number(index) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    // Node goes on to explain how a name may start with a dash, which no option here needs.
    const [problem] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(problem);
  }
}
