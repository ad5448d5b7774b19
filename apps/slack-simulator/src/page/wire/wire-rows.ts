import type { SimWire, SimWireEntry } from '@muster/slack-simulator/control';

/** One line of the view: something that went over the wire, or a note on what is not there. */
export type WireRow =
  | { readonly kind: 'entry'; readonly seq: number; readonly run: number; readonly entry: SimWireEntry }
  | { readonly kind: 'note'; readonly seq: number; readonly text: string };

export type EntryRow = Extract<WireRow, { kind: 'entry' }>;

/** What was read of the wire so far, oldest first. `seq` of rows rises and is never used twice. */
export interface WireRows {
  readonly rows: readonly WireRow[];
  /** From where on to read. */
  readonly last: number;
  /** Which life of the simulator was read; null before the first reading. */
  readonly run: number | null;
  readonly newestId: number;
  /** Answers of older entries will not be told any more. */
  readonly oldestId: number;
  readonly nextSeq: number;
}

/** More rows than this are not kept: the oldest go. */
export const MOST_ROWS = 10_000;

export const NO_ROWS: WireRows = {
  rows: [],
  last: 0,
  run: null,
  newestId: 0,
  oldestId: 1,
  nextSeq: 0,
};

/** Adds a page that was read from `before.last` on: new entries at the end, answers at the entries they belong to. */
export function withPage(before: WireRows, page: SimWire): WireRows {
  const isNewRun = before.run !== page.startedAt;
  const known = isNewRun ? 0 : before.newestId;
  const notes: string[] = [];
  if (isNewRun && before.run !== null) notes.push('The local Slack was started anew.');
  const lost = page.oldestId - known - 1;
  if (lost > 0) notes.push(`${lost} older ${lost === 1 ? 'line was' : 'lines were'} let go unread.`);
  const answered = new Map(page.entries.filter(({ id }) => id <= known).map((entry) => [entry.id, entry]));
  const rows = before.rows.map((row) => renewed(row, page.startedAt, answered));
  let seq = before.nextSeq;
  const add = (row: (seq: number) => WireRow) => {
    rows.push(row(seq));
    seq += 1;
  };
  for (const text of notes) add((at) => ({ kind: 'note', seq: at, text }));
  for (const entry of page.entries)
    if (entry.id > known) add((at) => ({ kind: 'entry', seq: at, run: page.startedAt, entry }));
  return {
    rows: rows.slice(-MOST_ROWS),
    last: page.last,
    run: page.startedAt,
    newestId: Math.max(known, page.oldestId - 1, ...page.entries.map(({ id }) => id)),
    oldestId: page.oldestId,
    nextSeq: seq,
  };
}

/** Without the rows; what is read next goes on where they ended. */
export function cleared(before: WireRows): WireRows {
  return { ...before, rows: [] };
}

function renewed(row: WireRow, run: number, answered: ReadonlyMap<number, SimWireEntry>): WireRow {
  if (row.kind === 'note' || row.run !== run) return row;
  const entry = answered.get(row.entry.id);
  return entry ? { ...row, entry } : row;
}

/** Null if there is no such row any more, or it is a note. */
export function entryBySeq(rows: readonly WireRow[], seq: number | null): EntryRow | null {
  const row = seq === null ? undefined : rows.find((one) => one.seq === seq);
  return row?.kind === 'entry' ? row : null;
}
