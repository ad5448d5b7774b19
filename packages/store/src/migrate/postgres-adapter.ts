import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/** The catalogs' one-byte type `"char"`, and the array type as which the adapter lets it pass unread. */
const CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;

/**
 * Prisma's Postgres adapter with three things put right that its schema engine stumbles over: it cannot read the
 * catalogs' `"char"` columns (prisma/orm#27403); Postgres 18 lists NOT NULL in pg_constraint, on which the engine
 * panics (prisma/orm#29635); and it splits a migration at every semicolon, where the native engine sends the file
 * as one query, which Postgres runs as one transaction.
 */
export function migrationAdapter(
  databaseUrl: string,
): SqlMigrationAwareDriverAdapterFactory & { end(): Promise<void> } {
  const factory = new PrismaPg({ connectionString: databaseUrl });
  const pools: pg.Pool[] = [];
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect();
      const pool = adapter.underlyingDriver();
      pools.push(pool);
      return correct(adapter, pool);
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
    // The engine forgets to close its pools, and the advisory lock of a migration would outlive it.
    async end() {
      await Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())));
    },
  };
}

function correct(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  readCharColumns(pool);
  hideNotNullConstraints(adapter);
  adapter.executeScript = async (sql) => {
    await pool.query(sql);
  };
  return adapter;
}

function readCharColumns(client: { query: pg.Pool['query'] }): void {
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const corrected = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result?.fields ?? [])
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID;
    return result;
  };
  client.query = corrected as pg.Pool['query'];
}

function hideNotNullConstraints(queryable: SqlQueryable): void {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const sql = query.sql.replace(/contype NOT IN \('p', 'u', 'f'\)/, "contype NOT IN ('p', 'u', 'f', 'n')");
    const result = await queryRaw({ ...query, sql });
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
}
