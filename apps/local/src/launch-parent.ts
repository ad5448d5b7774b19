import { readFileSync } from 'node:fs';
import type { Clock, Timer } from '@muster/fleet';

const POLL_MS = 500;

/**
 * Calls `onGone` once when the `npm` that ran this script is gone: killed with `kill -9` it can tell nobody, and the
 * servers would go on without anyone knowing. Does nothing when not run by npm. Returns how to stop watching.
 */
export function watchLaunchParent(
  environment: NodeJS.ProcessEnv,
  clock: Clock,
  onGone: () => void,
): () => void {
  if (environment.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  // npm runs scripts through a shell, which may or may not have made way for this process.
  const grandparent = isShell(parent) ? parentOf(parent) : null;
  let timer: Timer;
  const look = () => {
    const isThere = process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent);
    if (isThere) timer = clock.after(POLL_MS, look);
    else onGone();
  };
  timer = clock.after(POLL_MS, look);
  return () => timer.cancel();
}

function isShell(pid: number): boolean {
  return /^(ba|da|z|k)?sh$/.test(statOf(pid)?.name ?? '');
}

function parentOf(pid: number): number | null {
  return statOf(pid)?.parent ?? null;
}

/** From /proc; null where there is none, and the grandparent is then not watched. */
function statOf(pid: number): { name: string; parent: number } | null {
  try {
    const match = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return match ? { name: match[1] ?? '', parent: Number(match[2]) } : null;
  } catch {
    return null;
  }
}
