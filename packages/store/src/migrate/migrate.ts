import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openSchemaEngine } from './schema-engine.ts';

/** SQLSTATE: the database is there already, or another process is making it right now. */
const DATABASE_EXISTS = new Set(['42P04', '23505']);
const NO_SUCH_DATABASE = '3D000';

/**
 * Brings the database to the newest schema: what `prisma migrate deploy` does, in this process. Makes the database
 * if it is missing. `schemaDir` is the folder with `migrations/`. Returns the names of the migrations it applied.
 * Safe to repeat and for several processes at once (Prisma's advisory lock). Throws what the engine reports.
 */
export async function migrate(databaseUrl: string, options: { schemaDir: string }): Promise<string[]> {
  await ensureDatabase(databaseUrl);
  const migrationsDir = path.join(options.schemaDir, 'migrations');
  const lockFile = path.join(migrationsDir, 'migration_lock.toml');
  const folders = readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const engine = await openSchemaEngine(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      filters: { externalTables: [], externalEnums: [] },
      migrationsList: {
        baseDir: migrationsDir,
        lockfile: {
          path: 'migration_lock.toml',
          content: existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : null,
        },
        shadowDbInitScript: '',
        migrationDirectories: folders.map((name) => ({
          path: name,
          migrationFile: {
            path: 'migration.sql',
            content: {
              tag: 'ok' as const,
              value: readFileSync(path.join(migrationsDir, name, 'migration.sql'), 'utf8'),
            },
          },
        })),
      },
    });
    return appliedMigrationNames;
  } finally {
    await engine.close();
  }
}

async function ensureDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  if (!name || (await canConnect(databaseUrl))) return;
  const server = new URL(databaseUrl);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.toString() });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!DATABASE_EXISTS.has(String((error as { code?: unknown }).code))) throw error;
  } finally {
    await client.end();
  }
}

/** Many hosted databases allow no connection to `postgres`, so that one is tried only when it is needed. */
async function canConnect(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== NO_SUCH_DATABASE) throw error;
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
