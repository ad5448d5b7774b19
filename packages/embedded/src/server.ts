import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import type { Clock } from '@muster/fleet';
import { EmbeddedError } from './errors.ts';

/** A running server. Whoever started it stops it. */
export interface EmbeddedServer {
  /** Where clients connect, with user and password if it has them. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves once the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Asks it to end in order and resolves when it has. May be called more than once. */
  stop(): Promise<void>;
  /** Ends it at once. What it acknowledged is safe, its next start takes longer. */
  kill(): void;
}

/** How much of a server's last words is kept for an error message. */
const KEPT_OUTPUT_CHARACTERS = 4000;

/**
 * Waits until the child prints `readyText`. Rejects with what it printed last when it ends before that.
 * Everything it prints, then and later, goes to `onOutput`.
 */
export function untilReady(
  child: ChildProcess,
  options: { name: string; readyText: string; onOutput: (text: string) => void },
): Promise<void> {
  const { name, readyText, onOutput } = options;
  return new Promise((resolve, reject) => {
    let output = '';
    const hear = (chunk: Buffer) => {
      const text = chunk.toString();
      onOutput(text);
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS);
      if (output.includes(readyText)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (cause) =>
      reject(new EmbeddedError('start_failed', `${name} could not be started: ${cause.message}`, { cause })),
    );
    child.once('exit', (code, signal) => reject(endedEarly(name, code ?? signal, output)));
  });
}

function endedEarly(name: string, how: number | string | null, output: string): EmbeddedError {
  if (/address already in use/i.test(output))
    return new EmbeddedError('port_in_use', `${name} found its port in use by another program.`);
  return new EmbeddedError('start_failed', `${name} ended at its start (${how}):\n${output.trim()}`);
}

/** The handle of a child that is ready. `stopSignal` asks this kind of server to end in order. */
export function serverOf(
  child: ChildProcess,
  options: { url: string; port: number; stopSignal: NodeJS.Signals },
): EmbeddedServer {
  const exited = new Promise<void>((resolve) => {
    if (hasEnded(child)) resolve();
    else child.once('exit', () => resolve());
  });
  return {
    url: options.url,
    port: options.port,
    pid: child.pid ?? 0,
    exited,
    async stop() {
      if (!hasEnded(child)) child.kill(options.stopSignal);
      await exited;
    },
    kill() {
      if (!hasEnded(child)) child.kill('SIGKILL');
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const LEFTOVER_POLL_MS = 25;
const LEFTOVER_DEADLINE_MS = 20_000;

/**
 * Stops a server that a killed launcher left behind on the same data, and waits until it is gone: two servers on
 * one folder would ruin it. `pid` is what the server wrote down; it is only trusted when that process is a
 * `program` working in `dir`.
 */
export async function stopLeftover(
  pid: number,
  options: { program: RegExp; dir: string; stopSignal: NodeJS.Signals; clock: Clock },
): Promise<void> {
  const { program, dir, stopSignal, clock } = options;
  if (!isServer(pid, program, dir)) return;
  process.kill(pid, stopSignal);
  const deadline = clock.monotonicMs() + LEFTOVER_DEADLINE_MS;
  while (isServer(pid, program, dir)) {
    if (clock.monotonicMs() > deadline)
      throw new EmbeddedError(
        'start_failed',
        `An earlier server (process ${pid}) still uses ${dir} and does not stop. End it, then start again.`,
      );
    await clock.sleep(LEFTOVER_POLL_MS);
  }
}

function isServer(pid: number, program: RegExp, dir: string): boolean {
  if (!(pid > 1)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // Without /proc the server's own lock on its folder has the last word.
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return (
      program.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) && readlinkSync(`/proc/${pid}/cwd`) === dir
    );
  } catch {
    return false;
  }
}
