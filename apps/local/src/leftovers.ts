import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@muster/fleet';

const POLL_MS = 50;
/** A process that hands over its connections takes up to 30 s; nobody waits that long for one left behind. */
const PATIENCE_MS = 5_000;
const KILL_DEADLINE_MS = 5_000;

interface Place {
  readonly root: string;
  readonly pm2Dir: string;
}

/**
 * Stops the processes that an earlier start left behind, and returns how many there were. Their state is in
 * Postgres and safe, so those that take long are killed.
 */
export async function stopLeftovers(options: Place & { clock: Clock }): Promise<number> {
  const { clock, ...place } = options;
  const found = leftovers(place);
  if (found.length === 0) return 0;
  signal(found, 'SIGTERM');
  await untilGone(place, clock, PATIENCE_MS);
  killLeftovers(place);
  await untilGone(place, clock, KILL_DEADLINE_MS);
  return found.length;
}

/** Ends at once what is left. */
export function killLeftovers(place: Place): void {
  signal(leftovers(place), 'SIGKILL');
}

async function untilGone(place: Place, clock: Clock, deadlineMs: number): Promise<void> {
  const deadline = clock.monotonicMs() + deadlineMs;
  while (leftovers(place).length > 0 && clock.monotonicMs() < deadline) await clock.sleep(POLL_MS);
}

/** PM2 writes down its own process id and those of its processes; each is believed only if it looks like one. */
function leftovers({ root, pm2Dir }: Place): number[] {
  const pidDir = path.join(pm2Dir, 'pids');
  const files = [
    path.join(pm2Dir, 'pm2.pid'),
    ...(existsSync(pidDir) ? readdirSync(pidDir).map((name) => path.join(pidDir, name)) : []),
  ];
  return files
    .map(readPid)
    .filter((pid) => pid > 1 && pid !== process.pid)
    .filter((pid) => {
      const command = commandOf(pid);
      return command.includes(path.join(root, 'dist')) || /\bpm2\b/i.test(command);
    });
}

function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  if (!existsSync('/proc/self'))
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, name);
    } catch {
      // It ended in between.
    }
}
