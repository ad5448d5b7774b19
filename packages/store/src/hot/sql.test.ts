import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import { inTransaction, type Queryable, statement } from './sql.ts';

let test: TestStore;
let pool: pg.Pool;
beforeAll(async () => {
  test = await openTestStore();
  pool = new pg.Pool({ connectionString: test.url, max: 1 });
  pool.on('connect', (client) => client.on('error', () => {}));
});
afterAll(async () => {
  await pool.end();
  await test.close();
});

const ownPid = statement<{ pid: number }>('read the own pid', 'SELECT pg_backend_pid() AS pid');

/** What a restart of Postgres does to a connection. */
async function cut(on: Queryable): Promise<void> {
  const [own] = await ownPid(on);
  await test.sql.query('SELECT pg_terminate_backend($1, 5000)', [own?.pid]);
}

it('says that a transaction may have happened when Postgres goes before it answers the commit', async () => {
  await expect(inTransaction(pool, cut)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'store_unavailable',
    retryable: true,
    maybeDone: true,
  });
});

it('opens another connection afterwards, and leaves what the body throws as it is', async () => {
  const broken = new Error('broken');
  await expect(inTransaction(pool, () => Promise.reject(broken))).rejects.toBe(broken);
  expect(await inTransaction(pool, (on) => ownPid(on))).toHaveLength(1);
});

it('asks nothing more of a connection that does not answer, and does not hand it on', async () => {
  const impatient = new pg.Pool({ connectionString: test.url, max: 1, query_timeout: 200 });
  const asked: string[] = [];
  impatient.on('connect', (client) => {
    client.on('error', () => {});
    const query = client.query.bind(client) as (config: pg.QueryConfig | string) => Promise<pg.QueryResult>;
    client.query = ((config: pg.QueryConfig | string) => {
      asked.push(typeof config === 'string' ? config : config.text);
      return query(config);
    }) as typeof client.query;
  });
  const held = await test.sql.connect();
  await held.query('SELECT pg_advisory_lock(1)');
  const waitForEver = statement('wait for ever', 'SELECT pg_advisory_lock(1)');
  try {
    const waits = inTransaction(impatient, (on) => waitForEver(on));
    await expect(waits).rejects.toMatchObject({ code: 'store_unavailable', maybeDone: true });
    expect(asked).toEqual(['BEGIN', 'SELECT pg_advisory_lock(1)']);
    expect(impatient.totalCount).toBe(0);
  } finally {
    await held.query('SELECT pg_advisory_unlock_all()');
    held.release();
    await impatient.end();
  }
});
