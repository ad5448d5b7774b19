import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './test-database.ts';

async function tables(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    return rows.map((row: { tablename: string }) => row.tablename);
  } finally {
    await client.end();
  }
}

describe("a test's database", () => {
  it('has the newest schema and is its own', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(one.url).not.toBe(two.url);
    expect(await tables(one.url)).toContain('inbox');
    await one.drop();
    await expect(tables(one.url)).rejects.toMatchObject({ code: '3D000' });
    expect(await tables(two.url)).toContain('inbox');
    await two.drop();
  });
});
