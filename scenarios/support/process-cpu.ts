import { existsSync, readFileSync } from 'node:fs';

/** The kernel's ticks of processor time; 100 a second on every Linux of today. */
const TICKS_PER_SECOND = 100;

/** What a process has used of the processors so far, in seconds. 0 where there is no `/proc`. */
export function cpuSeconds(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // The name before the last parenthesis may hold blanks.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
