import { type Logger, LogLevel } from '@slack/web-api';

/**
 * Takes what the official clients would print and drops it. They print payloads and addresses with tickets in them,
 * as free text; everything that matters reaches their callers as results.
 */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};
