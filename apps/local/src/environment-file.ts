import { readFileSync, writeFileSync } from 'node:fs';

/** What somebody needs who starts a process by hand beside the running ones, or asks the gateway for something. */
const NAMES = [
  'DATABASE_URL',
  'REDIS_URL',
  'MUSTER_KEYS',
  'MUSTER_OPERATOR_TOKEN',
  'PUBLIC_URL',
  'HOST',
  'PORT',
];

/** Keeps the processes' main settings as a file that a shell can read (mode 0600). */
export function writeEnvironmentFile(file: string, environment: Readonly<Record<string, string>>): void {
  const lines = NAMES.map((name) => `${name}='${(environment[name] ?? '').replaceAll("'", "'\\''")}'`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Reads one setting back; null when the file or the setting is missing. */
export function readEnvironmentFile(file: string, name: string): string | null {
  try {
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}='`));
    return line ? line.slice(name.length + 2, -1).replaceAll("'\\''", "'") : null;
  } catch {
    return null;
  }
}
