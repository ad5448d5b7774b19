import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type SealingKeys, unseal } from '../sealing.ts';
import { statement } from './sql.ts';

/** What a command answers, before it has an id. */
export interface ReplyToStore {
  readonly channel: string;
  readonly threadTs: string | null;
  readonly ephemeralTo: string | null;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** A message to Slack that this process has claimed and is to send now. */
export interface ClaimedMessage {
  /** Travels in the message's metadata as `reply_id`, by which it is recognised. */
  readonly id: string;
  readonly installationId: string;
  readonly lane: string;
  readonly key: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly ephemeralTo: string | null;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** When the message that caused the command was sent, in milliseconds since 1970; null: no command caused this. */
  readonly sentMs: number | null;
  /** The message cannot be older than this Slack `ts`: where a search for it may end. */
  readonly sinceTs: string;
  /** Tries so far, this one included; those that only had to wait do not count. */
  readonly attempts: number;
  /** An earlier try may have reached Slack: look for the message before sending it again. */
  readonly maybeSent: boolean;
  /** Null once the installation was removed. */
  readonly botToken: string | null;
  readonly refreshedAt: Date;
}

export type NextMessage =
  | { readonly kind: 'claimed'; readonly message: ClaimedMessage }
  /** The lane's first unsent message waits, for its next try or for the claim of another process to end. */
  | { readonly kind: 'waiting'; readonly until: Date }
  | { readonly kind: 'none' };

/** A claim that is older than this belongs to a process that died: sending gives up after 2 s. */
export const CLAIM_MS = 3_000;

/** Why a message is not sent now. `isTry`: it was tried and failed, which counts against it; a 429 is no such try. */
export interface PutOff {
  readonly delayMs: number;
  readonly maybeSent: boolean;
  readonly isTry: boolean;
  readonly reason: string;
}

export interface Outbox {
  /** Claims a lane's oldest unsent message, taking over a claim whose owner is gone. */
  claimNext(lane: string): Promise<NextMessage>;
  /** Renews a claim before a send that comes late. False when another process has taken the message over. */
  renewClaim(message: ClaimedMessage): Promise<boolean>;
  sent(id: string, ts: string | null): Promise<void>;
  /**
   * Gives the claim back, to be tried again no sooner than `delayMs` from now. Changes nothing when another process
   * has taken the message over: it may be sending it right now.
   */
  later(message: ClaimedMessage, why: PutOff): Promise<void>;
  /** Sets a message aside that will not get through, where a person can see it. */
  dead(id: string, reason: string): Promise<void>;
  /** Stores a message from outside; ring its lane. The lane is the channel's. */
  addMessage(message: {
    installationId: string;
    channel: string;
    text: string;
    sinceTs: string;
  }): Promise<{ id: string; lane: string }>;
}

export function createOutbox(pool: pg.Pool, keys: SealingKeys, processId: string): Outbox {
  return {
    async claimNext(lane) {
      const [row] = await claim(pool, [lane, processId, CLAIM_MS]);
      if (!row) return { kind: 'none' };
      if (!row.is_claimed) return { kind: 'waiting', until: row.waits_until };
      return { kind: 'claimed', message: toClaimedMessage(row, keys) };
    },
    renewClaim: async ({ id, attempts }) => (await renew(pool, [id, processId, attempts])).length === 1,
    sent: async (id, ts) => void (await markSent(pool, [id, ts])),
    later: async ({ id, attempts }, { delayMs, maybeSent, isTry, reason }) =>
      void (await giveBack(pool, [id, delayMs, maybeSent, reason, processId, attempts, isTry ? 0 : 1])),
    dead: async (id, reason) => void (await setAside(pool, [id, reason])),
    async addMessage({ installationId, channel, text, sinceTs }) {
      const id = randomUUID();
      const lane = `${installationId}:channel:${channel}`;
      await add(pool, [id, installationId, lane, `outside:${id}`, channel, text, sinceTs]);
      return { id, lane };
    },
  };
}

export interface OutboxRow {
  id: string;
  installation_id: string;
  lane: string;
  key: string;
  channel: string;
  thread_ts: string | null;
  ephemeral_to: string | null;
  text: string;
  blocks: unknown[];
  since_ts: string;
  sent_ms: string | null;
  attempts: number;
  maybe_sent: boolean;
  bot_token_sealed: Buffer | null;
  refreshed_at: Date;
}

export function toClaimedMessage(row: OutboxRow, keys: SealingKeys): ClaimedMessage {
  const place = { table: 'installations', row: row.installation_id, column: 'bot_token' } as const;
  return {
    id: row.id,
    installationId: row.installation_id,
    lane: row.lane,
    key: row.key,
    channel: row.channel,
    threadTs: row.thread_ts,
    ephemeralTo: row.ephemeral_to,
    text: row.text,
    blocks: row.blocks,
    sinceTs: row.since_ts,
    sentMs: row.sent_ms === null ? null : Number(row.sent_ms),
    attempts: row.attempts,
    maybeSent: row.maybe_sent,
    botToken: row.bot_token_sealed && unseal(keys, place, row.bot_token_sealed),
    refreshedAt: row.refreshed_at,
  };
}

/**
 * The conditions stand on the row itself, not on the look before it: of two processes that claim at once, the
 * second waits for the first's row lock, sees its claim and gets nothing.
 */
const claim = statement<OutboxRow & { is_claimed: boolean; waits_until: Date }>(
  'claim a message',
  `WITH head AS (
     SELECT id FROM outbox WHERE lane = $1 AND state = 'unsent' ORDER BY created_at, inbox_id LIMIT 1
   ), claimed AS (
     UPDATE outbox SET claimed_by = $2, claimed_at = now(), attempts = attempts + 1, next_attempt_at = NULL,
       maybe_sent = maybe_sent OR claimed_by IS NOT NULL
     FROM head
     WHERE outbox.id = head.id AND outbox.state = 'unsent'
       AND (claimed_at IS NULL OR claimed_at <= now() - $3 * interval '1 millisecond')
       AND (next_attempt_at IS NULL OR next_attempt_at <= now())
     RETURNING outbox.id, outbox.attempts, outbox.maybe_sent
   )
   SELECT o.id, o.installation_id, o.lane, o.key, o.channel, o.thread_ts, o.ephemeral_to, o.text, o.blocks, o.since_ts,
          coalesce(claimed.attempts, o.attempts) AS attempts, coalesce(claimed.maybe_sent, o.maybe_sent) AS maybe_sent,
          claimed.id IS NOT NULL AS is_claimed,
          coalesce(o.next_attempt_at, coalesce(o.claimed_at, now()) + $3 * interval '1 millisecond') AS waits_until,
          i.bot_token_sealed, i.refreshed_at, inbox.sent_ms
   FROM head JOIN outbox o USING (id) JOIN installations i ON i.id = o.installation_id
   LEFT JOIN inbox ON inbox.id = o.inbox_id
   LEFT JOIN claimed ON claimed.id = o.id`,
);

/**
 * A claim is this process's own as long as nobody counted a further one. A takeover counts for good, so that giving
 * back a claim uncounted never brings an old claim to life again.
 */
const renew = statement<{ id: string }>(
  'renew a claim',
  `UPDATE outbox SET claimed_at = now()
   WHERE id = $1 AND state = 'unsent' AND claimed_by = $2 AND attempts = $3 RETURNING id`,
);

const markSent = statement(
  'note a sent message',
  `UPDATE outbox SET state = 'sent', sent_at = now(), sent_ts = $2, error = NULL WHERE id = $1 AND state <> 'sent'`,
);

const giveBack = statement(
  'try a message again later',
  `UPDATE outbox SET claimed_by = NULL, claimed_at = NULL, next_attempt_at = now() + $2 * interval '1 millisecond',
     maybe_sent = maybe_sent OR $3, error = $4, attempts = attempts - $7
   WHERE id = $1 AND state = 'unsent' AND claimed_by = $5 AND attempts = $6`,
);

const setAside = statement(
  'set a message aside',
  `UPDATE outbox SET state = 'dead', error = $2 WHERE id = $1 AND state = 'unsent'`,
);

const add = statement(
  'store a message from outside',
  `INSERT INTO outbox (id, installation_id, lane, key, channel, text, blocks, since_ts)
   VALUES ($1, $2, $3, $4, $5, $6, '[]', $7)`,
);
