import type pg from 'pg';
import { statement } from './sql.ts';

/** A lane that has something to do and that nobody seems to be at. */
export interface QuietLane {
  readonly lane: string;
}

export interface Sweeps {
  /**
   * Lanes whose oldest command waits for longer than `commandWaitsMs`, or whose unsent message is due, oldest first,
   * at most `limit`. Ringing one twice is harmless.
   */
  quietLanes(limit: number, commandWaitsMs: number): Promise<QuietLane[]>;
  /** Deletes finished entries after the time for which their keys must be known. Returns how many went. */
  deleteOld(limit: number): Promise<number>;
}

/** Slack repeats an event for at most 24 h; keys live twice as long. */
const KEEP_HOURS = 48;
/** The same as CLAIM_MS of the outbox: until then the owner of a claim may still be at it. */
const CLAIM_SECONDS = 3;

export function createSweeps(pool: pg.Pool): Sweeps {
  return {
    quietLanes: (limit, commandWaitsMs) => quietLanes(pool, [commandWaitsMs, limit]),
    async deleteOld(limit) {
      const inbox = await deleteOldInbox(pool, [limit]);
      const outbox = await deleteOldOutbox(pool, [limit]);
      return (inbox[0]?.gone ?? 0) + (outbox[0]?.gone ?? 0);
    },
  };
}

const quietLanes = statement<{ lane: string }>(
  'find quiet lanes',
  `SELECT lane FROM (
     SELECT lane, min(received_at) AS since FROM inbox
     WHERE state = 'new' AND received_at < now() - $1 * interval '1 millisecond'
       AND (next_attempt_at IS NULL OR next_attempt_at <= now())
     GROUP BY lane
     UNION ALL
     SELECT lane, min(created_at) FROM outbox
     WHERE state = 'unsent'
       AND coalesce(next_attempt_at, claimed_at + ${CLAIM_SECONDS} * interval '1 second', created_at) <= now()
     GROUP BY lane
   ) AS quiet GROUP BY lane ORDER BY min(since) LIMIT $2`,
);

const deleteOldInbox = statement<{ gone: number }>(
  'delete old commands',
  `WITH gone AS (
     DELETE FROM inbox WHERE id IN (
       SELECT id FROM inbox WHERE state = 'done' AND done_at < now() - ${KEEP_HOURS} * interval '1 hour'
       LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS gone FROM gone`,
);

const deleteOldOutbox = statement<{ gone: number }>(
  'delete old messages',
  `WITH gone AS (
     DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE state = 'sent' AND created_at < now() - ${KEEP_HOURS} * interval '1 hour'
       LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS gone FROM gone`,
);
