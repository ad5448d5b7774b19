import { createHash } from 'node:crypto';

/**
 * The file of a process: lines of fixed length, so that each can be written over where it stands with one call. The
 * first says whose it is; each of the others names an envelope in hand, or is blank.
 */
export const RECORD_BYTES = 256;
/** More envelopes at once than this are not written down. */
export const MAX_IN_HAND = 256;
export const BLANK = lineOf('');

/** Which process a file belongs to. */
export interface Owner {
  readonly processId: string;
  readonly pid: number;
  /** Tells the process from a later one with the same pid; see processMark. */
  readonly mark: string;
}

/** An envelope in hand. */
export interface InHandRecord {
  readonly appId: string;
  readonly key: string;
  /** An error that nobody handled came out of its handling. */
  readonly isCertain: boolean;
}

export function writeOwner(owner: Owner): Buffer {
  return lineOf(JSON.stringify(owner));
}

/** Null for an app id that is too long for a line. A key that is too long is written as its hash. */
export function writeRecord(record: InHandRecord): Buffer | null {
  const text = JSON.stringify(record);
  if (fits(text)) return lineOf(text);
  const key = createHash('sha256').update(record.key).digest('hex');
  const shorter = JSON.stringify({ ...record, key });
  return fits(shorter) ? lineOf(shorter) : null;
}

/** What a file says. Null: it is none of ours. A line that makes no sense counts as blank. */
export function readFile(text: string): { owner: Owner; records: readonly InHandRecord[] } | null {
  const [first = '', ...lines] = text.split('\n');
  const owner = parse(first);
  if (typeof owner?.processId !== 'string' || typeof owner.pid !== 'number') return null;
  return {
    owner: { processId: owner.processId, pid: owner.pid, mark: String(owner.mark) },
    records: lines.flatMap((line) => {
      const { appId, key, isCertain } = parse(line) ?? {};
      if (typeof appId !== 'string' || typeof key !== 'string') return [];
      return [{ appId, key, isCertain: isCertain === true }];
    }),
  };
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) < RECORD_BYTES;
}

function lineOf(text: string): Buffer {
  const line = Buffer.alloc(RECORD_BYTES, ' ');
  line.write(text);
  line.write('\n', RECORD_BYTES - 1);
  return line;
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
