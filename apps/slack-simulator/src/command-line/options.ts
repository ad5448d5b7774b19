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
  /** Workspaces, by id, domain or name, in which every app is installed. */
  readonly installs: readonly string[];
  /** Null: as it was kept, or real time. */
  readonly timeScale: number | null;
}

/** Something that the person at the command line can put right. The process ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: slack-simulator [options]

Runs a pretend Slack: Web API, Socket Mode, OAuth, and a page where you chat as its people.

  --port <number>        where it listens; 0 takes any free port (default 3100)
  --host <address>       on which address (default 127.0.0.1). Whoever reaches it can speak as anyone
  --state <folder>       keep workspaces, apps and messages there; without, they are forgotten
  --seed <file>          JSON with apps and workspaces to know from the start
  --manifest <file>      make an app from a manifest in JSON; can be repeated
  --install <workspace>  install every app there, by id, domain or name, and invite it to #general; can be repeated
  --time-scale <number>  how many times faster than real time its timers run
  --help                 show this

A new one has the workspaces Acme (acme) and Globex (globex). Example:

  slack-simulator --manifest manifest.json --install acme
`;

const FLAGS = {
  port: { type: 'string', default: '3100' },
  host: { type: 'string', default: '127.0.0.1' },
  state: { type: 'string' },
  seed: { type: 'string' },
  manifest: { type: 'string', multiple: true },
  install: { type: 'string', multiple: true },
  'time-scale': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments after the program's name; null asks for help. Throws UsageError. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parsed(args);
  if (values.help) return null;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${values.port}"`);
  const timeScale = values['time-scale'] === undefined ? null : Number(values['time-scale']);
  if (timeScale !== null && !(timeScale > 0 && Number.isFinite(timeScale)))
    throw new UsageError(`--time-scale must be a number above 0, not "${values['time-scale']}"`);
  return {
    port,
    host: values.host,
    state: values.state ?? null,
    seed: values.seed ?? null,
    manifests: values.manifest ?? [],
    installs: values.install ?? [],
    timeScale,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
