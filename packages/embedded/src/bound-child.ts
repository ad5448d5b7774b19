import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Account } from './account.ts';

/**
 * Starts a program that dies with this process, even when this process is killed with `kill -9`: on Linux the
 * kernel sends `deathSignal` to the child (PR_SET_PDEATHSIG, set by util-linux's setpriv). Elsewhere, or without
 * setpriv, the child outlives such a kill and the next start stops it. `account` runs it as another user (root only).
 * Call it from the main thread: the kernel watches the thread that started the child.
 */
export function spawnBound(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { deathSignal: 'INT' | 'TERM'; account?: Account | undefined },
): ChildProcess {
  const { deathSignal, account, ...given } = options;
  // A process group of its own: Ctrl-C in a terminal reaches the launcher alone, which stops the others in order.
  const rest = { ...given, detached: true };
  const setpriv = findSetpriv();
  if (!setpriv) return endWithThisProcess(spawn(command, args, { ...rest, ...account }), deathSignal);
  const drop = account
    ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
    : [];
  return endWithThisProcess(
    spawn(setpriv, [...drop, '--pdeathsig', deathSignal, '--', command, ...args], rest),
    deathSignal,
  );
}

const living = new Map<ChildProcess, NodeJS.Signals>();

/** Where the kernel does not do it, at least an ordinary end of this process takes the child with it. */
function endWithThisProcess(child: ChildProcess, deathSignal: 'INT' | 'TERM'): ChildProcess {
  if (living.size === 0) process.once('exit', endLiving);
  living.set(child, `SIG${deathSignal}`);
  child.once('exit', () => {
    living.delete(child);
    if (living.size === 0) process.off('exit', endLiving);
  });
  return child;
}

function endLiving(): void {
  for (const [child, signal] of living) child.kill(signal);
}

let setprivPath: string | null | undefined;

/** busybox has a setpriv too, but without --pdeathsig. */
function findSetpriv(): string | null {
  if (setprivPath !== undefined) return setprivPath;
  const candidates = process.platform === 'linux' ? ['/usr/bin/setpriv', '/bin/setpriv'] : [];
  setprivPath =
    candidates.find(
      (file) =>
        existsSync(file) && spawnSync(file, ['--help'], { encoding: 'utf8' }).stdout?.includes('--pdeathsig'),
    ) ?? null;
  return setprivPath;
}
