import type { Log } from '@muster/fleet';
import { pino } from 'pino';

/** Names under which a secret might be logged by mistake; pino blanks them at the first two levels. */
const SECRET_FIELDS = [
  'token',
  'accessToken',
  'botToken',
  'appToken',
  'refreshToken',
  'clientSecret',
  'authorization',
  'password',
  'cookie',
];

/**
 * The process's log: JSON lines on standard output, one object per line, `time` in ISO 8601.
 * Every line carries `process` (kind) and `processId`.
 */
export function createLog(options: { level: string; process: string; processId: string }): Log {
  const settings = {
    level: options.level,
    base: { process: options.process, processId: options.processId },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    serializers: { error: describeError },
  };
  // Line by line: what pino keeps for later is written at the exit, and tried for ever there when the reader is gone.
  return pino(settings, pino.destination({ fd: 1, sync: true }));
}

const SECRET_TEXT = /\b(xox[a-z]-|xapp-|xoxe\.)[\w.-]+|(\w+:\/\/[^:/\s]*):[^@/\s]+@/g;

/** An error as log fields: kind, code, message and stack, with anything that looks like a token blanked. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: hideSecrets(String(error)) };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: hideSecrets(error.message),
    ...(code === undefined ? {} : { code }),
    ...(error.stack ? { stack: hideSecrets(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Blanks Slack tokens and passwords inside URLs. */
export function hideSecrets(text: string): string {
  return text.replace(SECRET_TEXT, (_match, _token, address?: string) =>
    address ? `${address}:[secret]@` : '[secret]',
  );
}
