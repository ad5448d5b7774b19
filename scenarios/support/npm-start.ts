import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { until } from './until.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A running (or ended) `npm start`. */
export interface NpmStart {
  readonly npm: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** The launcher's own process, below npm. */
  launcherPid(): number;
  /** What a terminal does on Ctrl-C: a signal to every process of the group. */
  interrupt(): void;
}

/** Runs the README's command on a data folder and ports of its own. */
export function npmStart(dataDir: string, environment: Readonly<Record<string, string>> = {}): NpmStart {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MUSTER_|SLACK_|npm_|VITEST|NODE_ENV)/.test(name)),
  );
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, MUSTER_DATA_DIR: dataDir, PORT: '0', MUSTER_SIMULATOR_PORT: '0', ...environment },
  });
  let text = '';
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const pid = npm.pid ?? 0;
  return {
    npm,
    output: () => text,
    ended: new Promise((resolve) => npm.once('close', (code, signal) => resolve(code ?? signal ?? -1))),
    launcherPid: () =>
      processesOf(dataDir).find(({ command }) => command.includes('tools/start.mjs'))?.pid ?? 0,
    interrupt() {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(-pid, 'SIGINT');
    },
  };
}

/** Waits for the table and reads the addresses out of it; empty where it has none. */
export async function untilReady(run: NpmStart): Promise<{ console: string; slack: string; api: string }> {
  await until('the table is shown', () => {
    if (run.npm.exitCode !== null) throw new Error(`It ended early:\n${run.output()}`);
    return run.output().includes('Ctrl-C stops everything');
  });
  const table = run.output();
  const row = (name: string) => new RegExp(`^ +${name} +(\\S+)`, 'm').exec(table)?.[1] ?? '';
  return { console: row('Console'), slack: row('Slack'), api: row('API') };
}

/** Every process that works in the data folder or was told of it. Linux only. */
export function processesOf(dataDir: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid)
    .map((pid) => ({
      pid,
      command: read(pid, 'cmdline').replaceAll('\0', ' '),
      told: read(pid, 'environ').includes(`MUSTER_DATA_DIR=${dataDir}\0`),
      worksIn: workFolder(pid).startsWith(dataDir),
    }))
    .filter(({ command, told, worksIn }) => command !== '' && (told || worksIn || command.includes(dataDir)))
    .map(({ pid, command }) => ({ pid, command }));
}

/** Ends them all at once; one takes others with it, which are then gone before their turn. */
export function killProcessesOf(dataDir: string): void {
  for (const { pid } of processesOf(dataDir))
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function workFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
