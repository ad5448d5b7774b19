import { spawn } from 'node:child_process';
import { until } from './until.ts';

/** A program that runs, or has ended. */
export interface Program {
  /** Everything it printed so far. */
  output(): string;
  /** Waits until its output matches, and gives the first group. Fails when it ended without. */
  said(pattern: RegExp): Promise<string>;
  /** Resolves with its exit code, or the signal that ended it, once its output is closed. */
  readonly ended: Promise<number | string>;
  /** Signals it and what it started. */
  kill(signal: NodeJS.Signals): void;
}

/** Runs a program in a process group of its own. The caller sees to its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, environment = {} }: { cwd: string; environment?: Readonly<Record<string, string>> },
): Program {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MUSTER_|SLACK_|npm_|VITEST|NODE_ENV)/.test(name)),
  );
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, ...environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    output: () => text,
    said: (pattern) =>
      until(`${command} says ${pattern}`, () => {
        const found = pattern.exec(text)?.[1];
        if (found === undefined && hasEnded()) throw new Error(`${command} ended early:\n${text}`);
        return found;
      }),
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? -1))),
    kill(signal) {
      if (!hasEnded() && child.pid !== undefined) process.kill(-child.pid, signal);
    },
  };
}
