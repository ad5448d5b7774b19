import pg from 'pg';
import { StoreError, toStoreError } from '../errors.ts';

/** A connection or a pool: what can run a statement. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/**
 * A statement of the hot path, prepared once per connection under its name. Run it with the values in order;
 * it resolves to the rows, or throws a StoreError that carries the name.
 */
export function statement<Row extends pg.QueryResultRow = Record<string, never>>(name: string, text: string) {
  return async (on: Queryable, values: readonly unknown[] = []): Promise<Row[]> => {
    try {
      return (await on.query<Row>({ name, text, values: [...values] })).rows;
    } catch (error) {
      throw toStoreError(error, name);
    }
  };
}

/**
 * Runs `body` in a transaction on a connection of its own; rolls back when it throws. A StoreError of its end may be
 * `maybeDone`: the connection broke before Postgres said whether it committed.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  body: (on: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    await begin(client);
    const result = await body(client);
    await commit(client);
    return result;
  } catch (error) {
    // Whoever did not answer is not asked to roll back: that would wait as long again. Postgres does it by itself.
    if (isUnanswered(error)) broken = error;
    else
      await client.query('ROLLBACK').catch((cause: unknown) => {
        // A connection that cannot even roll back is not handed on.
        broken = cause instanceof Error ? cause : new Error('could not roll back');
      });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether a statement failed without a word of Postgres: its connection broke, or is half-open. */
function isUnanswered(error: unknown): error is StoreError {
  return (
    error instanceof StoreError &&
    error.code === 'store_unavailable' &&
    !(error.cause instanceof pg.DatabaseError)
  );
}

const begin = statement('begin a transaction', 'BEGIN');
const commit = statement('commit a transaction', 'COMMIT');

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw toStoreError(error, 'connect to Postgres');
  }
}
