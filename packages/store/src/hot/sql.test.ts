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
