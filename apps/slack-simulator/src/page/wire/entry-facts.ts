import type { SimWireEntry } from '@muster/slack-simulator/control';

/** What a reader tells entries apart by. */
export const CATEGORIES = {
  envelope: 'Envelopes',
  ack: 'Stray acks',
  frame: 'Frames',
  connection: 'Connections',
  call: 'Web API',
  oauth: 'OAuth',
} as const;
export type Category = keyof typeof CATEGORIES;

export interface Status {
  readonly words: string;
  readonly tone: 'good' | 'bad' | 'open' | 'quiet';
}

export function categoryOf({ kind, title }: SimWireEntry): Category {
  return kind === 'call' && /^(oauth|openid)\./.test(title) ? 'oauth' : kind;
}

/** Which way it went; null for what has no direction. */
export function directionOf({ kind, toApp }: SimWireEntry): 'from the app' | 'to the app' | null {
  if (kind === 'connection') return null;
  if (kind === 'envelope') return 'to the app';
  return kind === 'frame' && toApp !== null ? 'to the app' : 'from the app';
}

/** `oldestId`: the log has forgotten what is older, so its answer will never be told. */
export function statusOf(entry: SimWireEntry, oldestId: number): Status {
  const { kind, outcome, isFailure } = entry;
  if (outcome === null)
    return entry.id < oldestId ? { words: 'not known', tone: 'quiet' } : { words: 'waiting', tone: 'open' };
  if (isFailure) return { words: outcome, tone: 'bad' };
  if (kind === 'call' || kind === 'envelope') return { words: outcome, tone: 'good' };
  return { words: outcome === 'ok' ? '' : outcome, tone: 'quiet' };
}

/** The how manieth repeated delivery it says it is; 0 for all else. */
export function retryOf({ kind, toApp }: SimWireEntry): number {
  const attempt = kind === 'envelope' ? partOf(toApp, 'retry_attempt') : 0;
  return typeof attempt === 'number' ? attempt : 0;
}

/** `12 ms`, `3.0 s`; empty while there is no answer. */
export function tookWords({ tookMs }: SimWireEntry): string {
  if (tookMs === null) return '';
  return tookMs < 1_000 ? `${Math.round(tookMs)} ms` : `${(tookMs / 1_000).toFixed(1)} s`;
}

/** The time of day to the millisecond, as the reader's clock shows it. */
export function timeWords({ at }: SimWireEntry): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${hours}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** A value deep in JSON of any shape; undefined where there is none. */
export function partOf(json: unknown, ...path: readonly string[]): unknown {
  let part = json;
  for (const name of path) {
    if (typeof part !== 'object' || part === null) return undefined;
    part = (part as Readonly<Record<string, unknown>>)[name];
  }
  return part;
}
