import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface Options {
  readonly port: number;
  readonly host: string;
  /** Folder that keeps the state; null: it is forgotten. */
  readonly state: string | null;
  readonly seed: string | null;
  /** Files of app manifests. */
  readonly manifests: readonly string[];
  /**
   * Workspaces, by id, domain or name, in which every app is installed. Null: apps that are installed nowhere go into
   * the first one.
   */
  readonly installs: readonly string[] | null;
  /** Null: as it was kept, or real time. */
  readonly timeScale: number | null;
}

/** Something that the person at the command line can put right. The process ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: slack-simulator [options]

Runs a pretend Slack: Web API, Socket Mode, OAuth, and a page where you chat as its people. Prints the tokens that
connect a Bolt app. Without a manifest or a seed it has one app with the usual scopes and events.

  --port <number>        where it listens; 0 takes any free port (default 3100)
  --host <address>       on which address (default 127.0.0.1). Whoever reaches it can speak as anyone
  --state <folder>       keep workspaces, apps and messages there; without, they are forgotten
  --manifest <file>      make an app from its Slack manifest, in JSON; can be repeated
  --seed <file>          JSON with apps and workspaces to know from the start
  --install <workspace>  install every app there, by id, domain or name, and invite it to #general; can be repeated
                         (default: the first workspace, for apps that are installed nowhere)
  --no-install           install nothing: apps are added by OAuth, or on the page
  --time-scale <number>  how many times faster than real time its timers run
  --help                 show this

A new one has the workspaces Acme (acme) and Globex (globex). Example:

  slack-simulator --state .slack --manifest manifest.json --install acme --install globex
`;

const FLAGS = {
  port: { type: 'string', default: '3100' },
  host: { type: 'string', default: '127.0.0.1' },
  state: { type: 'string' },
  seed: { type: 'string' },
  manifest: { type: 'string', multiple: true },
  install: { type: 'string', multiple: true },
  'no-install': { type: 'boolean', default: false },
  'time-scale': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the arguments after the program's name; null asks for help. Throws UsageError. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parsed(args);
  if (values.help) return null;
  const empty = Object.entries(values).find(([, value]) => [value].flat().includes(''));
  if (empty) throw new UsageError(`--${empty[0]} is empty`);
  if (values['no-install'] && values.install)
    throw new UsageError('--install and --no-install contradict each other');
  return {
    port: portIn(values.port),
    host: values.host,
    state: values.state ?? null,
    seed: values.seed ?? null,
    manifests: values.manifest ?? [],
    installs: values['no-install'] ? [] : (values.install ?? null),
    timeScale: values['time-scale'] === undefined ? null : timeScaleIn(values['time-scale']),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false });
  } catch (error) {
    // Node goes on to explain how a name may start with a dash, which no option here needs.
    const [problem] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(problem);
  }
}

function portIn(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`--port must be a whole number from 0 to 65535, not "${text}"`);
}

function timeScaleIn(text: string): number {
  const scale = Number(text);
  if (scale > 0 && Number.isFinite(scale)) return scale;
  throw new UsageError(`--time-scale must be a number above 0, not "${text}"`);
}
