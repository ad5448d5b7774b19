import type { Log, LogFields } from '../seams.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that keeps its lines for a test to read. */
export function recordingLog(
  lines: LogLine[] = [],
  bound: LogFields = {},
): Log & { readonly lines: LogLine[] } {
  const write = (level: LogLine['level']) => (fields: LogFields, message: string) => {
    lines.push({ level, message, fields: { ...bound, ...fields } });
  };
  return {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => recordingLog(lines, { ...bound, ...fields }),
  };
}
