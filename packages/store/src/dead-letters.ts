import type pg from 'pg';
import { statement } from './hot/sql.ts';

/** What was given up: a command that failed too often, or a message that Slack does not take. */
export interface DeadLetter {
  readonly kind: 'command' | 'message';
  readonly id: string;
  readonly installationId: string;
  readonly lane: string;
  readonly key: string;
  /** The command's name; null for a message. */
  readonly name: string | null;
  /** Why it was given up. */
  readonly reason: string;
  readonly since: Date;
}

export interface DeadLetters {
  /** The newest first. */
  list(limit: number): Promise<DeadLetter[]>;
  /**
   * Gives it another full set of tries; a command is then carried out however old it is. Answers the lane to ring, or
   * null when it is not there (any more).
   */
  replay(kind: DeadLetter['kind'], id: string): Promise<string | null>;
}

export function createDeadLetters(pool: pg.Pool): DeadLetters {
  return {
    async list(limit) {
      const rows = await list(pool, [limit]);
      return rows.map((row) => ({
        kind: row.kind,
        id: row.id,
        installationId: row.installation_id,
        lane: row.lane,
        key: row.key,
        name: row.name,
        reason: row.reason,
        since: row.since,
      }));
    },
    async replay(kind, id) {
      const [row] = await (kind === 'command' ? replayCommand : replayMessage)(pool, [id]);
      return row?.lane ?? null;
    },
  };
}

interface DeadLetterRow {
  kind: DeadLetter['kind'];
  id: string;
  installation_id: string;
  lane: string;
  key: string;
  name: string | null;
  reason: string;
  since: Date;
}

const list = statement<DeadLetterRow>(
  'list dead letters',
  `SELECT * FROM (
     SELECT 'command' AS kind, id::text, installation_id, lane, key, name, coalesce(error, '') AS reason,
            coalesce(done_at, received_at) AS since
     FROM inbox WHERE state = 'parked'
     UNION ALL
     SELECT 'message', id::text, installation_id, lane, key, NULL, coalesce(error, ''), created_at
     FROM outbox WHERE state = 'dead'
   ) AS letters ORDER BY since DESC LIMIT $1`,
);

const replayCommand = statement<{ lane: string }>(
  'replay a command',
  `UPDATE inbox SET state = 'new', attempts = 0, deaths = 0, started_by = NULL, next_attempt_at = NULL, done_at = NULL,
     replayed_at = now()
   WHERE id = $1 AND state = 'parked' RETURNING lane`,
);

/** It may have been sent before it was given up: whoever sends it looks first. */
const replayMessage = statement<{ lane: string }>(
  'replay a message',
  `UPDATE outbox SET state = 'unsent', attempts = 0, claimed_by = NULL, claimed_at = NULL, next_attempt_at = NULL,
     maybe_sent = true
   WHERE id = $1 AND state = 'dead' RETURNING lane`,
);
