import {
  copyFileSync,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';
import type { Clock, Timer } from '@muster/fleet';

/** A log beyond this size is put aside; one old file of each is kept. */
const PUT_ASIDE_BYTES = 20 * 1024 * 1024;
const LOOK_MS = 60_000;
const TAIL_CHARACTERS = 2_000;

/** Puts large log files aside now and every minute, so that they do not grow for ever. Returns how to stop it. */
export function keepLogsSmall(logDir: string, clock: Clock): () => void {
  let timer: Timer;
  const look = () => {
    putAsideLargeLogs(logDir);
    timer = clock.after(LOOK_MS, look);
  };
  look();
  return () => timer.cancel();
}

/** Copied and emptied, not renamed: whoever has the file open goes on writing into it, at its end. */
function putAsideLargeLogs(logDir: string): void {
  for (const name of readdirSync(logDir).filter((entry) => entry.endsWith('.log'))) {
    const file = path.join(logDir, name);
    try {
      if (statSync(file).size <= PUT_ASIDE_BYTES) continue;
      copyFileSync(file, `${file}.old`);
      truncateSync(file);
    } catch {
      // Somebody took it away, or the disk is full: not worth the end of a start.
    }
  }
}

/** Appends to a log file; what cannot be written is lost, and nothing else. */
export function logWriter(logDir: string, name: string): (text: string) => void {
  const stream = createWriteStream(path.join(logDir, `${name}.log`), { flags: 'a', mode: 0o600 });
  stream.on('error', () => {});
  return (text) => stream.write(text);
}

/** What a process said last about its configuration, or its last lines. */
export function lastWords(logDir: string, name: string): string {
  const file = path.join(logDir, `${name}.log`);
  if (!existsSync(file)) return '';
  const tail = readFileSync(file, 'utf8').slice(-TAIL_CHARACTERS);
  const complaint = tail.lastIndexOf('The configuration has ');
  return (complaint < 0 ? tail : tail.slice(complaint)).trim();
}
