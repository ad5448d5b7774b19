import { existsSync, readFileSync } from 'node:fs';

/**
 * What tells a process from all others that have, had or will have its pid: since which tick of which boot it runs.
 * Null when there is no such process, or one that is dead and only waits to be buried. Where there is no /proc, ''
 * for any process: one whose pid was taken by another then seems to live on.
 */
export function processMark(pid: number): string | null {
  if (!existsSync('/proc/self/stat')) return isThere(pid) ? '' : null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may contain anything. See proc_pid_stat(5).
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[START_TIME]}`;
  } catch {
    return null;
  }
}

/** Of the fields after the state. */
const START_TIME = 18;

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
