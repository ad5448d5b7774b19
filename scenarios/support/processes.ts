import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';

/** The project's folder, as `npm test` runs in it. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

export type App = 'gateway' | 'coordinator' | 'socket-worker' | 'quarantine-worker' | 'task-worker';

/** One place of the fleet: whatever process fills it now, the next one does after that died. */
export interface Place {
  readonly name: string;
  readonly app: App;
  readonly pid: number | undefined;
  /** How often its process ended without being asked. */
  readonly deaths: number;
  /** Sends its process a signal. False when there is none just now. */
  signal(signal: NodeJS.Signals): boolean;
  /** Asks its process to stop, and does not start another. Resolves with the exit code once it is gone. */
  retire(): Promise<number | null>;
}

export interface Fleet {
  readonly places: readonly Place[];
  add(app: App): Place;
  /** Retires every place; repeatable. Resolves with their exit codes. */
  stop(): Promise<(number | null)[]>;
}

/** PM2 starts a process anew after a moment as well. */
const RESTART_AFTER_MS = 200;

/** Runs built processes as their supervisor would: what ends is started again until told to stop. */
export function startFleet(options: {
  readonly environment: Readonly<Record<string, string>>;
  readonly counts: Readonly<Partial<Record<App, number>>>;
  /** Where each place's output goes, one file a place. */
  readonly logDir: string;
}): Fleet {
  mkdirSync(options.logDir, { recursive: true });
  const places: (Place & { name: string })[] = [];
  const add = (app: App) => {
    const name = `${app}-${places.filter((place) => place.app === app).length + 1}`;
    const place = startPlace(name, app, options);
    places.push(place);
    return place;
  };
  for (const [app, count] of Object.entries(options.counts)) for (let i = 0; i < count; i++) add(app as App);
  return {
    places,
    add,
    stop: () => Promise.all(places.map((place) => place.retire())),
  };
}

function startPlace(
  name: string,
  app: App,
  options: { readonly environment: Readonly<Record<string, string>>; readonly logDir: string },
): Place {
  const log = createWriteStream(path.join(options.logDir, `${name}.log`));
  let child: ChildProcess | undefined;
  let deaths = 0;
  let isRetired = false;
  let restart: NodeJS.Timeout | undefined;
  const retired = withResolvers<number | null>();

  const begin = () => {
    child = spawnApp(app, options.environment, log);
    child.once('exit', (code) => {
      child = undefined;
      if (isRetired) return retired.resolve(code);
      deaths++;
      restart = setTimeout(begin, RESTART_AFTER_MS);
    });
  };
  begin();
  return {
    name,
    app,
    get pid() {
      return child?.pid;
    },
    get deaths() {
      return deaths;
    },
    signal: (signal) => child?.kill(signal) ?? false,
    retire() {
      isRetired = true;
      clearTimeout(restart);
      if (child) child.kill('SIGTERM');
      else retired.resolve(null);
      return retired.promise;
    },
  };
}

function spawnApp(app: App, environment: Readonly<Record<string, string>>, log: WriteStream): ChildProcess {
  // As in ecosystem.config.js.
  const isQuarantine = app === 'quarantine-worker';
  const program = path.join(ROOT, 'dist', isQuarantine ? 'socket-worker' : app, 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: ROOT,
    // Nothing of the caller's settings reaches the fleet, except where programs are found.
    env: { PATH: process.env.PATH ?? '', MUSTER_QUARANTINE: String(isQuarantine), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
