import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';

/** The project's folder, as `npm test` runs in it. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

export type App = 'gateway' | 'coordinator' | 'socket-worker' | 'quarantine-worker' | 'task-worker';

/** How a process ended: by itself with a code, or by a signal. */
export interface ProcessEnd {
  readonly pid: number;
  readonly how: number | NodeJS.Signals;
}

/** One place of the fleet: whatever process fills it now, the next one does after that died. */
export interface Place {
  readonly name: string;
  readonly app: App;
  readonly pid: number | undefined;
  /** How often its process ended without being asked. */
  readonly deaths: number;
  /** How those ended, in order. */
  readonly ends: readonly ProcessEnd[];
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

interface FleetOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** What a place has otherwise, by its name. */
  readonly environmentOf?: (place: string) => Readonly<Record<string, string>>;
  /** Where each place's output goes, one file a place. */
  readonly logDir: string;
}

/** PM2 starts a process anew after a moment as well. */
const RESTART_AFTER_MS = 200;

/** Runs built processes as their supervisor would: what ends is started again until told to stop. */
export function startFleet(
  options: FleetOptions & {
    readonly counts: Readonly<Partial<Record<App, number>>>;
  },
): Fleet {
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

function startPlace(name: string, app: App, options: FleetOptions): Place {
  const environment = { ...options.environment, ...options.environmentOf?.(name) };
  const log = createWriteStream(path.join(options.logDir, `${name}.log`));
  let child: ChildProcess | undefined;
  const ends: ProcessEnd[] = [];
  let isRetired = false;
  let restart: NodeJS.Timeout | undefined;
  const retired = withResolvers<number | null>();

  const begin = () => {
    const begun = spawnApp(app, environment, log);
    child = begun;
    begun.once('exit', (code, signal) => {
      child = undefined;
      if (isRetired) return retired.resolve(code);
      ends.push({ pid: begun.pid ?? 0, how: signal ?? code ?? -1 });
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
      return ends.length;
    },
    ends,
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
