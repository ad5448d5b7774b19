// Prisma's schema engine as WebAssembly with an adapter for Postgres, for schema-engine.mjs. The processes
// apply migrations with packages/store, which needs less: no shadow database, no data models.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { parse } from 'pg-connection-string';

/** Parameters of Prisma's own that Postgres would refuse. */
const PRISMA_ONLY = [
  'schema',
  'connection_limit',
  'pool_timeout',
  'pgbouncer',
  'statement_cache_size',
  'connect_timeout',
];
const DATABASE_EXISTS = ['42P04', '23505'];
const CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;

export const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres';
}

/** As separate fields: given an address, the adapter's shadow database silently is the main database. */
function poolConfig(url) {
  const cleaned = new URL(url);
  for (const name of PRISMA_ONLY) cleaned.searchParams.delete(name);
  return parse(cleaned.toString());
}

/** Runs one statement on the server's own database. */
export async function administer(url, sql) {
  const client = new pg.Client({ ...poolConfig(url), database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function ensureDatabase(url) {
  try {
    await administer(url, `CREATE DATABASE ${quoted(databaseName(url))}`);
  } catch (error) {
    if (!DATABASE_EXISTS.includes(error.code)) throw error;
  }
}

let loaded;

/** `datasource`: `{ url, shadowDatabaseUrl? }`; `datamodels`: pairs of file name and text. */
export async function createEngine(datasource, datamodels) {
  loaded ??= load();
  await loaded;
  const factory = bindMigrationAwareSqlAdapterFactory(new Factory(datasource));
  return engineModule.SchemaEngine.new({ datamodels }, () => {}, factory);
}

async function load() {
  const folder = path.dirname(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  );
  const bytes = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

class Factory extends PrismaPg {
  constructor(datasource) {
    const { url } = datasource;
    const schema = url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined;
    super(url ? poolConfig(url) : {}, { schema });
    this.datasource = datasource;
  }

  async connect() {
    return correct(await super.connect());
  }

  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource;
    if (shadowDatabaseUrl) {
      const adapter = await new PrismaPg(poolConfig(shadowDatabaseUrl)).connect();
      await adapter.underlyingDriver().query('DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;');
      return correct(adapter);
    }
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await administer(url, `CREATE DATABASE ${quoted(name)}`);
    const adapter = await new PrismaPg({ ...poolConfig(url), database: name }).connect();
    const dispose = adapter.dispose.bind(adapter);
    // The adapter's own drops it while it is still connected to it.
    adapter.dispose = async () => {
      await dispose().catch(() => {});
      await administer(url, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
    };
    return correct(adapter);
  }
}

/** Puts right what packages/store/src/migrate/postgres-adapter.ts describes, in transactions too. */
function correct(adapter) {
  correctQueries(adapter, adapter.client);
  adapter.executeScript = async (sql) => {
    try {
      await adapter.client.query(sql);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const begin = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    const transaction = await begin(level);
    correctQueries(transaction, transaction.client);
    return transaction;
  };
  return adapter;
}

function correctQueries(queryable, client) {
  const query = client.query.bind(client);
  client.query = async (...given) => {
    const result = await query(...given);
    for (const field of result?.fields ?? [])
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID;
    return result;
  };
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (asked) => {
    const sql = asked.sql.replace(/contype NOT IN \('p', 'u', 'f'\)/, "contype NOT IN ('p', 'u', 'f', 'n')");
    const result = await queryRaw({ ...asked, sql });
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
}
