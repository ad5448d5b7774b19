import pg from 'pg';

/**
 * Connections by purpose, so that slow clicks never delay an ack.
 * `accept` stores incoming commands, `lanes` runs them and keeps the outbox, `clicks` serves everything else.
 */
export interface Pools {
  readonly accept: pg.Pool;
  readonly lanes: pg.Pool;
  readonly clicks: pg.Pool;
  close(): Promise<void>;
}

export interface PoolSizes {
  readonly accept?: number;
  readonly lanes?: number;
  readonly clicks?: number;
}

/** Slack repeats an event that is not acked in 3 s: give up on a slow insert well before, so that it can. */
const ACCEPT_STATEMENT_TIMEOUT_MS = 700;
const STATEMENT_TIMEOUT_MS = 10_000;
/** An abandoned transaction would hold a person's lock. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 2_000;

export function openPools(databaseUrl: string, sizes: PoolSizes, onError: (error: Error) => void): Pools {
  const open = (max: number, statementTimeoutMs: number, name: string) => {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max,
      application_name: `muster-${name}`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: statementTimeoutMs,
      // The client gives up a little later than the server, for when the server is gone without a word.
      query_timeout: statementTimeoutMs + 1_000,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    });
    // An idle connection that breaks (Postgres restarted) is replaced at the next use; unheard, it would end the process.
    pool.on('error', onError);
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  };
  const accept = open(sizes.accept ?? 2, ACCEPT_STATEMENT_TIMEOUT_MS, 'accept');
  const lanes = open(sizes.lanes ?? 8, STATEMENT_TIMEOUT_MS, 'lanes');
  const clicks = open(sizes.clicks ?? 4, STATEMENT_TIMEOUT_MS, 'clicks');
  return {
    accept,
    lanes,
    clicks,
    async close() {
      await Promise.all([accept.end(), lanes.end(), clicks.end()]);
    },
  };
}
