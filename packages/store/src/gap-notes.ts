import type pg from 'pg';
import { statement } from './hot/sql.ts';

/** What a leader saw of an app's connections: since when it has none, and a gap that ended. */
export interface GapNote {
  readonly appId: string;
  /** Null: it has a connection, or nobody wants it. */
  readonly since: Date | null;
  /** The last gap that ended; `longestSeconds` when several ended since the last note. */
  readonly ended: { readonly at: Date; readonly seconds: number; readonly longestSeconds: number } | null;
}

/** An app's gaps in service. One that never had any is not listed. */
export interface AppGap {
  readonly appId: string;
  readonly since: Date | null;
  readonly lastEndedAt: Date | null;
  readonly lastSeconds: number | null;
  readonly longestSeconds: number | null;
}

export interface GapNotes {
  /** Notes what became of apps, at most one note each. Those that are gone are left out. Repeatable. */
  note(notes: readonly GapNote[]): Promise<void>;
  /** Since when apps have been without a connection, by app. */
  open(): Promise<ReadonlyMap<string, Date>>;
  list(): Promise<AppGap[]>;
}

export function createGapNotes(pool: pg.Pool): GapNotes {
  return {
    async note(notes) {
      await note(pool, [
        notes.map(({ appId }) => appId),
        notes.map(({ since }) => since),
        notes.map(({ ended }) => ended?.at ?? null),
        notes.map(({ ended }) => ended?.seconds ?? null),
        notes.map(({ ended }) => ended?.longestSeconds ?? null),
      ]);
    },
    async open() {
      const rows = await list(pool);
      return new Map(rows.flatMap(({ app_id, since }) => (since === null ? [] : [[app_id, since] as const])));
    },
    async list() {
      const rows = await list(pool);
      return rows.map((row) => ({
        appId: row.app_id,
        since: row.since,
        lastEndedAt: row.last_ended_at,
        lastSeconds: row.last_seconds,
        longestSeconds: row.longest_seconds,
      }));
    },
  };
}

const note = statement(
  'note gaps of apps',
  `INSERT INTO app_gaps (app_id, since, last_ended_at, last_seconds, longest_seconds)
   SELECT seen.* FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::float8[])
     AS seen (app_id, since, ended_at, seconds, longest) JOIN apps ON apps.id = seen.app_id
   ON CONFLICT (app_id) DO UPDATE
     SET since = excluded.since, last_ended_at = coalesce(excluded.last_ended_at, app_gaps.last_ended_at),
         last_seconds = coalesce(excluded.last_seconds, app_gaps.last_seconds),
         longest_seconds = greatest(app_gaps.longest_seconds, excluded.longest_seconds)`,
);

interface GapRow {
  app_id: string;
  since: Date | null;
  last_ended_at: Date | null;
  last_seconds: number | null;
  longest_seconds: number | null;
}

const list = statement<GapRow>('list gaps of apps', 'SELECT * FROM app_gaps ORDER BY app_id');
