import type pg from 'pg';
import { StoreError } from '../errors.ts';
import { statement } from './sql.ts';

/** A command as it was heard, to be stored before it is acked. */
export interface NewEntry {
  readonly installationId: string;
  /** `event_id`, or `trigger_id` where Slack sends no event: one effect per key. */
  readonly key: string;
  readonly lane: string;
  readonly userId: string;
  readonly channel: string;
  /** With `version` the second unique key: the same message heard as two events is one command. */
  readonly messageTs: string | null;
  readonly version: string;
  readonly threadTs: string | null;
  readonly isDirect: boolean;
  /** Slack's time of the message or edit in milliseconds since 1970, with fractions: the order within a lane. */
  readonly sentMs: number;
  readonly command: { readonly name: string; readonly args: unknown };
}

export type Acceptance = 'stored' | 'duplicate';

export interface Inbox {
  /**
   * Stores commands; entries that arrive while another insert is on its way share the next one. Resolves only
   * once they are durable. Rejects with StoreError: `store_unavailable` (see `maybeDone`), or `bad_value` for an
   * entry that Postgres refuses, which fails alone.
   */
  accept(entries: readonly NewEntry[]): Promise<Acceptance[]>;
}

/** Entries per statement, and waiting entries beyond which an entry is refused at once. */
const MAX_BATCH = 200;
const MAX_WAITING = 5_000;
/** Statements on their way at once: one per connection of the pool. */
const MAX_FLIGHTS = 2;

interface Waiting {
  readonly entry: NewEntry;
  resolve(acceptance: Acceptance): void;
  reject(error: unknown): void;
}

export function createInbox(pool: pg.Pool): Inbox {
  const waiting: Waiting[] = [];
  let flights = 0;

  const fly = async () => {
    flights++;
    while (waiting.length > 0) await insertBatch(pool, waiting.splice(0, MAX_BATCH));
    flights--;
  };

  const acceptOne = (entry: NewEntry) =>
    new Promise<Acceptance>((resolve, reject) => {
      if (waiting.length >= MAX_WAITING)
        return reject(new StoreError('store_unavailable', 'store a command: too many wait'));
      waiting.push({ entry, resolve, reject });
    });

  return {
    accept(entries) {
      const accepted = Promise.all(entries.map(acceptOne));
      if (flights < MAX_FLIGHTS) void fly();
      return accepted;
    },
  };
}

/** Never throws: every entry's promise is settled. */
async function insertBatch(pool: pg.Pool, batch: readonly Waiting[]): Promise<void> {
  try {
    const rows = await insert(pool, columnsOf(batch.map(({ entry }) => entry)));
    const stored = new Set(rows.map((row) => Number(row.position)));
    batch.forEach((one, index) => {
      one.resolve(stored.has(index + 1) ? 'stored' : 'duplicate');
    });
  } catch (error) {
    if (batch.length > 1 && error instanceof StoreError && error.code === 'bad_value') {
      // One bad value must not take its neighbours with it.
      for (const one of batch) await insertBatch(pool, [one]);
      return;
    }
    for (const one of batch) one.reject(error);
  }
}

function columnsOf(entries: readonly NewEntry[]): unknown[] {
  return [
    entries.map((entry) => entry.installationId),
    entries.map((entry) => entry.key),
    entries.map((entry) => entry.lane),
    entries.map((entry) => entry.userId),
    entries.map((entry) => entry.channel),
    entries.map((entry) => entry.messageTs),
    entries.map((entry) => entry.version),
    entries.map((entry) => entry.threadTs),
    entries.map((entry) => entry.isDirect),
    entries.map((entry) => entry.sentMs),
    entries.map((entry) => entry.command.name),
    entries.map((entry) => JSON.stringify(entry.command.args)),
  ];
}

/**
 * Either unique key turns a second copy away, also within one batch. RETURNING cannot name the source row, so the
 * position comes back through the key, which is unique in the installation: the first of two equal keys counts.
 */
const insert = statement<{ position: string }>(
  'store commands',
  `WITH heard AS (
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::boolean[], $10::numeric[], $11::text[], $12::jsonb[]) WITH ORDINALITY
       AS h(installation_id, key, lane, user_id, channel, message_ts, version, thread_ts, is_direct, sent_ms, name, args, position)
   ), stored AS (
     INSERT INTO inbox (installation_id, key, lane, user_id, channel, message_ts, version, thread_ts, is_direct, sent_ms, name, args)
     SELECT installation_id, key, lane, user_id, channel, message_ts, version, thread_ts, is_direct, sent_ms, name, args
     FROM heard ORDER BY position
     ON CONFLICT DO NOTHING
     RETURNING installation_id, key
   )
   SELECT min(heard.position) AS position FROM stored JOIN heard USING (installation_id, key)
   GROUP BY installation_id, key`,
);
