import type { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { spawnBound } from '@muster/embedded';
import type { Clock } from '@muster/fleet';
import { killLeftovers, stopLeftovers } from './leftovers.ts';

const RETRY_MS = 1_000;
/** PM2's line about a process that ended because of its configuration, which PM2 does not start again. */
const REFUSED = /App \[(.+?):\d+\] exited with code \[2\]/;
/** PM2 repeats what its processes print; only its own lines are worth keeping. */
const OWN_LINE = /PM2|App \[/;

/** The processes of ecosystem.config.js under a PM2 of their own. */
export interface Processes {
  /** Resolves with a process's name when it refuses its configuration. */
  readonly refused: Promise<string>;
  /** Stops them in order; resolves when none is left. */
  stop(): Promise<void>;
  /** Ends them at once. */
  kill(): void;
}

/**
 * Starts the processes and keeps PM2 itself running too. They end with this process, however it ends: PM2 gets a
 * signal from the kernel, and every process stops when PM2's channel to it closes.
 */
export function startProcesses(options: {
  root: string;
  pm2Dir: string;
  logDir: string;
  environment: Record<string, string>;
  clock: Clock;
}): Processes {
  const { root, pm2Dir, clock } = options;
  const stopping = new AbortController();
  const log = createWriteStream(path.join(options.logDir, 'pm2.log'), { flags: 'a', mode: 0o600 });
  let refuse: (name: string) => void = () => {};
  const refused = new Promise<string>((resolve) => {
    refuse = resolve;
  });
  let child = spawnSupervisor(options);
  const kept = watch();

  async function watch(): Promise<void> {
    for (;;) {
      listen(child, (line) => {
        if (OWN_LINE.test(line)) log.write(`${line}\n`);
        const name = REFUSED.exec(line)?.[1];
        if (name) refuse(name);
      });
      await ended(child);
      if (stopping.signal.aborted) return;
      // Its processes are stopping too; two of a kind on one port would only be in each other's way.
      await stopLeftovers({ root, pm2Dir, clock });
      await clock.sleep(RETRY_MS, stopping.signal).catch(() => {});
      if (stopping.signal.aborted) return;
      child = spawnSupervisor(options);
    }
  }

  return {
    refused,
    async stop() {
      stopping.abort();
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await kept;
      await stopLeftovers({ root, pm2Dir, clock });
      log.end();
    },
    kill() {
      stopping.abort();
      child.kill('SIGKILL');
      killLeftovers({ root, pm2Dir });
    },
  };
}

function spawnSupervisor(options: {
  root: string;
  pm2Dir: string;
  environment: Record<string, string>;
}): ChildProcess {
  const program = createRequire(import.meta.url).resolve('pm2/bin/pm2-runtime');
  return spawnBound(process.execPath, [program, 'start', 'ecosystem.config.js', '--no-auto-exit'], {
    deathSignal: 'TERM',
    cwd: options.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      // From Node 22 on, compiled code is kept, which makes the processes start sooner.
      NODE_COMPILE_CACHE: path.join(options.pm2Dir, 'compiled'),
      ...options.environment,
      PM2_HOME: options.pm2Dir,
      PM2_DISABLE_VERSION_CHECK: 'true',
      // All at once: by default PM2 starts and stops two at a time.
      PM2_CONCURRENT_ACTIONS: '16',
    },
  });
}

function listen(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}
