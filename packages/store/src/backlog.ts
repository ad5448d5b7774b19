import type pg from 'pg';
import { statement } from './hot/sql.ts';

/** What waits in Postgres to be done. */
export interface Backlog {
  /** Age in seconds of the oldest command that is not finished; 0: there is none. */
  readonly inboxAgeS: number;
  readonly commands: number;
  /** Lanes with unfinished commands. */
  readonly lanes: number;
  readonly unsentReplies: number;
  /** Age in seconds of the oldest reply that is not sent; 0: there is none. */
  readonly outboxAgeS: number;
  readonly parkedCommands: number;
  readonly deadMessages: number;
  readonly activeWorkspaces: number;
  readonly removedWorkspaces: number;
}

/** Counts what waits. Reads only what is unfinished or given up, by its own indexes, and the installations. */
export async function readBacklog(pool: pg.Pool): Promise<Backlog> {
  const [row] = await read(pool);
  if (!row) throw new Error('an aggregate without a row');
  return {
    inboxAgeS: row.inbox_age_s,
    commands: row.commands,
    lanes: row.lanes,
    unsentReplies: row.unsent,
    outboxAgeS: row.outbox_age_s,
    parkedCommands: row.parked,
    deadMessages: row.dead,
    activeWorkspaces: row.active,
    removedWorkspaces: row.removed,
  };
}

interface BacklogRow {
  inbox_age_s: number;
  commands: number;
  lanes: number;
  unsent: number;
  outbox_age_s: number;
  parked: number;
  dead: number;
  active: number;
  removed: number;
}

/** A command that a person had tried again is as old as that. */
const read = statement<BacklogRow>(
  'count what waits',
  `SELECT inbox.*, outbox.*, given_up.*, workspaces.* FROM
     (SELECT count(*)::int AS commands, count(DISTINCT lane)::int AS lanes,
             coalesce(extract(epoch FROM now() - min(coalesce(replayed_at, received_at))), 0)::float8 AS inbox_age_s
      FROM inbox WHERE state = 'new') AS inbox,
     (SELECT count(*)::int AS unsent, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS outbox_age_s
      FROM outbox WHERE state = 'unsent') AS outbox,
     (SELECT (SELECT count(*) FROM inbox WHERE state = 'parked')::int AS parked,
             (SELECT count(*) FROM outbox WHERE state = 'dead')::int AS dead) AS given_up,
     (SELECT count(*) FILTER (WHERE status = 'active')::int AS active,
             count(*) FILTER (WHERE status <> 'active')::int AS removed FROM installations) AS workspaces`,
);
