import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { SealingKeys } from '../sealing.ts';
import { unseal } from '../sealing.ts';
import type { ReplyToStore } from './outbox.ts';
import { statement } from './sql.ts';

/** A stored command that is about to run, with all that its run needs to know. */
export interface StartedCommand {
  readonly inboxId: string;
  readonly installationId: string;
  readonly key: string;
  readonly lane: string;
  readonly userId: string;
  readonly channel: string;
  readonly messageTs: string | null;
  readonly version: string;
  readonly threadTs: string | null;
  readonly isDirect: boolean;
  readonly sentMs: number;
  readonly receivedAt: Date;
  readonly name: string;
  readonly args: unknown;
  /** Runs that ended in an error before this one. */
  readonly attempts: number;
  /** Runs that never ended: their process died. */
  readonly deaths: number;
  /** A person had it tried again after it was parked: however old it is, it is meant. */
  readonly isReplayed: boolean;
  /** Null when the person was not seen before, or their zone could not be asked yet. */
  readonly timeZone: string | null;
  readonly memberCheckedAt: Date | null;
  /** Null once the installation was removed: the effect counts, the reply cannot be sent. */
  readonly botToken: string | null;
  readonly refreshedAt: Date;
}

export type NextCommand =
  | { readonly kind: 'started'; readonly command: StartedCommand }
  /** Too many processes died at the lane's first command. It was not started: park it. */
  | { readonly kind: 'deadly'; readonly command: StartedCommand }
  /** The lane's first command failed and is to be tried again then. */
  | { readonly kind: 'waiting'; readonly until: Date }
  | { readonly kind: 'none' };

/** After this many failures, or deaths of the process, a command is parked and its lane goes on. */
const MAX_ATTEMPTS = 5;
const MAX_DEATHS = 20;
const RETRY_DELAYS_MS = [200, 1_000, 3_000, 10_000];

export interface Commands {
  /**
   * Takes a lane's first unfinished command and counts the run before it happens: a run that never ended counts
   * as a death of its process, apart from failures, so that kills do not park the innocent. Rejects with StoreError
   * `seal_broken` when this process has not the key of the bot token; that counts as nothing.
   */
  startNext(lane: string): Promise<NextCommand>;
  /** Notes that a run failed: the command is to be tried again later, or `spent` all its tries and is to be parked. */
  failed(
    command: StartedCommand,
    reason: string,
  ): Promise<{ kind: 'retry'; delayMs: number } | { kind: 'spent' }>;
  /** Gives a command up, for a person to see and replay, and stores what its author is told, to be sent. */
  park(command: StartedCommand, reason: string, apology: ReplyToStore): Promise<void>;
}

export function createCommands(pool: pg.Pool, keys: SealingKeys, processId: string): Commands {
  return {
    async startNext(lane) {
      const [row] = await start(pool, [lane, processId, MAX_DEATHS]);
      if (!row) return { kind: 'none' };
      if (row.waits_until) return { kind: 'waiting', until: row.waits_until };
      try {
        const command = toStartedCommand(row, keys);
        return { kind: row.deaths < MAX_DEATHS ? 'started' : 'deadly', command };
      } catch (error) {
        await notStarted(pool, [row.id]);
        throw error;
      }
    },
    async failed(command, reason) {
      const attempts = command.attempts + 1;
      const delayMs = RETRY_DELAYS_MS[attempts - 1];
      if (attempts >= MAX_ATTEMPTS || delayMs === undefined) return { kind: 'spent' };
      await retryLater(pool, [command.inboxId, attempts, delayMs, reason]);
      return { kind: 'retry', delayMs };
    },
    async park(command, reason, apology) {
      const { channel, threadTs, ephemeralTo, text, blocks } = apology;
      const message = [randomUUID(), channel, threadTs, ephemeralTo, text, JSON.stringify(blocks)];
      await park(pool, [command.inboxId, reason, ...message]);
    },
  };
}

interface StartedRow {
  id: string;
  installation_id: string;
  key: string;
  lane: string;
  user_id: string;
  channel: string;
  message_ts: string | null;
  version: string;
  thread_ts: string | null;
  is_direct: boolean;
  sent_ms: string;
  received_at: Date;
  name: string;
  args: unknown;
  attempts: number;
  deaths: number;
  replayed_at: Date | null;
  waits_until: Date | null;
  time_zone: string | null;
  checked_at: Date | null;
  bot_token_sealed: Buffer | null;
  refreshed_at: Date;
}

function toStartedCommand(row: StartedRow, keys: SealingKeys): StartedCommand {
  const place = { table: 'installations', row: row.installation_id, column: 'bot_token' } as const;
  return {
    inboxId: row.id,
    installationId: row.installation_id,
    key: row.key,
    lane: row.lane,
    userId: row.user_id,
    channel: row.channel,
    messageTs: row.message_ts,
    version: row.version,
    threadTs: row.thread_ts,
    isDirect: row.is_direct,
    sentMs: Number(row.sent_ms),
    receivedAt: row.received_at,
    name: row.name,
    args: row.args,
    attempts: row.attempts,
    deaths: row.deaths,
    isReplayed: row.replayed_at !== null,
    timeZone: row.time_zone,
    memberCheckedAt: row.checked_at,
    botToken: row.bot_token_sealed && unseal(keys, place, row.bot_token_sealed),
    refreshedAt: row.refreshed_at,
  };
}

/**
 * One statement: find the lane's first unfinished command, count the run unless it waits for its next try or has
 * killed too often, and bring what the run needs.
 */
const start = statement<StartedRow>(
  'start the next command of a lane',
  `WITH first AS (
     SELECT id, CASE WHEN next_attempt_at > now() THEN next_attempt_at END AS waits_until
     FROM inbox WHERE lane = $1 AND state = 'new' ORDER BY sent_ms, id LIMIT 1
   ), started AS (
     UPDATE inbox SET started_by = $2,
       deaths = deaths + CASE WHEN started_by IS NULL THEN 0 ELSE 1 END
     FROM first
     WHERE inbox.id = first.id AND inbox.state = 'new' AND inbox.deaths < $3 AND first.waits_until IS NULL
     RETURNING inbox.*
   )
   SELECT i.id, i.installation_id, i.key, i.lane, i.user_id, i.channel, i.message_ts, i.version, i.thread_ts,
          i.is_direct, i.sent_ms, i.received_at, i.name, i.args, i.attempts, coalesce(started.deaths, i.deaths) AS deaths,
          i.replayed_at, first.waits_until, m.time_zone, m.checked_at, installations.bot_token_sealed, installations.refreshed_at
   FROM first
   JOIN inbox i ON i.id = first.id
   LEFT JOIN started ON started.id = i.id
   JOIN installations ON installations.id = i.installation_id
   LEFT JOIN members m ON m.installation_id = i.installation_id AND m.user_id = i.user_id`,
);

/** No `inbox_id`: that place is kept for the command's own reply, should it be replayed. */
const park = statement(
  'park a command',
  `WITH parked AS (
     UPDATE inbox SET state = 'parked', started_by = NULL, error = $2, done_at = now(), next_attempt_at = NULL
     WHERE id = $1 AND state = 'new'
     RETURNING installation_id, lane, key, message_ts, sent_ms
   )
   INSERT INTO outbox (id, installation_id, lane, key, channel, thread_ts, ephemeral_to, text, blocks, since_ts)
   SELECT $3, installation_id, lane, 'parked:' || key, $4, $5, $6, $7, $8,
          coalesce(message_ts, (sent_ms / 1000)::numeric(20, 6)::text)
   FROM parked`,
);

const notStarted = statement(
  'take back the start of a command',
  `UPDATE inbox SET started_by = NULL WHERE id = $1 AND state = 'new'`,
);

const retryLater = statement(
  'try a command again later',
  `UPDATE inbox SET started_by = NULL, attempts = $2, error = $4,
     next_attempt_at = now() + $3 * interval '1 millisecond'
   WHERE id = $1 AND state = 'new'`,
);
