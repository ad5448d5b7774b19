import type pg from 'pg';
import { statement } from './sql.ts';

/** A lane that has something to do and that nobody seems to be at. */
export interface QuietLane {
  readonly lane: string;
}

export interface Sweeps {
  /**
   * Lanes whose oldest command waits for longer than `commandWaitsMs`, or whose first unsent message is due, oldest
   * first, at most `limit`. What stands behind a command or message that is to be tried later waits with it: such a
   * lane would take a place among the `limit` at every sweep and keep others from theirs. Ringing one twice is harmless.
   */
  quietLanes(limit: number, commandWaitsMs: number): Promise<QuietLane[]>;
  /**
   * Deletes finished entries after the time for which their keys must be known, and what was given up after the time
   * for which a person may still replay it: at most `limit` of each table. Whether more of them may be left.
   */
  deleteOld(limit: number): Promise<boolean>;
}

/** Slack repeats an event for at most 24 h; keys live twice as long. */
const KEEP_HOURS = 48;
/** Parked commands and dead messages: they hold people's words, and each that is never looked at would stay for ever. */
const KEEP_GIVEN_UP_DAYS = 30;
/** The same as CLAIM_MS of the outbox: until then the owner of a claim may still be at it. */
const CLAIM_SECONDS = 3;

export function createSweeps(pool: pg.Pool): Sweeps {
  return {
    quietLanes: (limit, commandWaitsMs) => quietLanes(pool, [commandWaitsMs, limit]),
    async deleteOld(limit) {
      const inbox = await deleteOldInbox(pool, [limit]);
      const outbox = await deleteOldOutbox(pool, [limit]);
      return inbox[0]?.gone === limit || outbox[0]?.gone === limit;
    },
  };
}

const quietLanes = statement<{ lane: string }>(
  'find quiet lanes',
  `SELECT lane FROM (
     SELECT lane, min(received_at) AS since FROM inbox WHERE state = 'new'
     GROUP BY lane
     HAVING min(received_at) < now() - $1 * interval '1 millisecond'
       AND coalesce((array_agg(next_attempt_at ORDER BY sent_ms, id))[1] <= now(), true)
     UNION ALL
     SELECT lane, created_at FROM (
       SELECT DISTINCT ON (lane) lane, created_at, next_attempt_at, claimed_at FROM outbox
       WHERE state = 'unsent' ORDER BY lane, created_at, inbox_id
     ) AS head
     WHERE coalesce(next_attempt_at, claimed_at + ${CLAIM_SECONDS} * interval '1 second', created_at) <= now()
   ) AS quiet GROUP BY lane ORDER BY min(since) LIMIT $2`,
);

const deleteOldInbox = statement<{ gone: number }>(
  'delete old commands',
  `WITH gone AS (
     DELETE FROM inbox WHERE id IN (
       SELECT id FROM inbox WHERE state <> 'new' AND done_at < now() - ${KEEP_HOURS} * interval '1 hour'
         AND (state = 'done' OR done_at < now() - ${KEEP_GIVEN_UP_DAYS} * interval '1 day')
       LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS gone FROM gone`,
);

const deleteOldOutbox = statement<{ gone: number }>(
  'delete old messages',
  `WITH gone AS (
     DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE state <> 'unsent' AND created_at < now() - ${KEEP_HOURS} * interval '1 hour'
         AND (state = 'sent' OR created_at < now() - ${KEEP_GIVEN_UP_DAYS} * interval '1 day')
       LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS gone FROM gone`,
);
