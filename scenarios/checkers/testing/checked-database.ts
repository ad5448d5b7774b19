import { createTestDatabase } from '@muster/embedded/testing';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';

/** A database of the file's own for a checker to read: there before its tests, gone after them. */
export function checkedDatabase(prepare: (sql: pg.Pool) => Promise<unknown>): { readonly sql: pg.Pool } {
  const checked = {} as { sql: pg.Pool };
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    checked.sql = new pg.Pool({ connectionString: database.url, max: 1 });
    drop = database.drop;
    await prepare(checked.sql);
  });
  afterAll(async () => {
    await checked.sql.end();
    await drop();
  });
  return checked;
}
