import { createWriteStream, existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** A log beyond this size is put aside at the next start; one old file of each is kept. */
const PUT_ASIDE_BYTES = 20 * 1024 * 1024;
const TAIL_CHARACTERS = 2_000;

/** Puts large log files aside, so that they do not grow for ever. */
export function putAsideLargeLogs(logDir: string): void {
  for (const name of readdirSync(logDir)) {
    const file = path.join(logDir, name);
    if (name.endsWith('.log') && statSync(file).size > PUT_ASIDE_BYTES) renameSync(file, `${file}.old`);
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
