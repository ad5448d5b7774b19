import { readFileSync } from 'node:fs';

/** In which Linux counts the time of processes. */
const TICKS_PER_SECOND = 100;

/** The processor time that processes have used so far, in seconds; one that is gone counts nothing. Linux only. */
export function cpuSecondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS_PER_SECOND;
}

function ticksOf(pid: number): number {
  try {
    // The name, in brackets, may hold blanks; user and system time are the 12th and 13th field behind it (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
