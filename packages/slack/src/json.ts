/** A JSON object of unknown content, or null for anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** A text that is not empty, or null for anything else. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An identifier as Slack makes them: short and without blanks or control characters. Null for anything else. */
export function asId(value: unknown): string | null {
  return typeof value === 'string' && IDENTIFIER.test(value) ? value : null;
}

/** A message's `ts`, whose digits are kept as they came: it names the message. Null for anything else. */
export function asTs(value: unknown): string | null {
  return typeof value === 'string' && TIMESTAMP.test(value) ? value : null;
}

/** A `ts` in milliseconds since 1970, with its fractions. */
export function tsToMs(ts: string): number {
  const [seconds = '0', fraction = '0'] = ts.split('.');
  return Number(seconds) * 1_000 + Number(`0.${fraction}`) * 1_000;
}

const IDENTIFIER = /^[\x21-\x7e]{1,255}$/;
const TIMESTAMP = /^\d{1,11}\.\d{1,9}$/;
