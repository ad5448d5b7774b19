import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

/** A secret by a name that may be shown. */
export type Secrets = Readonly<Record<string, string>>;

/** Places where a secret stands readable (I15), as "what in where". `folders`: logs, and what Redis wrote to disk. */
export async function findSecrets(
  secrets: Secrets,
  folders: readonly string[],
  sql: pg.Pool,
): Promise<string[]> {
  const inFiles = folders.flatMap(filesIn).flatMap((file) => {
    const content = readFileSync(file, 'latin1');
    return matching(secrets, (secret) => content.includes(secret)).map((name) => `${name} in ${file}`);
  });
  return [...inFiles, ...(await inTables(secrets, sql))];
}

async function inTables(secrets: Secrets, sql: pg.Pool): Promise<string[]> {
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const found: string[] = [];
  for (const { name: table } of tables) {
    // As text a row shows its bytes in hexadecimal digits: a secret may stand in either form.
    const has = async (part: string) =>
      (await sql.query(`SELECT 1 FROM ${table} AS t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [part]))
        .rowCount === 1;
    for (const [name, secret] of Object.entries(secrets))
      if ((await has(secret)) || (await has(Buffer.from(secret).toString('hex'))))
        found.push(`${name} in table ${table}`);
  }
  return found;
}

function matching(secrets: Secrets, isIn: (secret: string) => boolean): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => isIn(secret))
    .map(([name]) => name);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
