#!/usr/bin/env node
// Stands in for the native schema engine that Prisma's CLI would download: the CLI's JSON-RPC over standard input and
// output, forwarded to the engine that comes as WebAssembly. PostgreSQL only. "npm run prisma -- migrate dev" uses it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { administer, createEngine, databaseName, ensureDatabase, quoted } from './engine.mjs';

/** The CLI's error codes for what Postgres or the network said. */
const CODES = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1010',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1002',
};

const options = readArguments(process.argv.slice(2));
if (options.wantsVersion) {
  const engine = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/package.json');
  console.log(`schema-engine-wasm ${JSON.parse(readFileSync(engine, 'utf8')).version}`);
} else if (options.command) await runCommand(options.command, options.datasource);
else serve(options);

function readArguments(given) {
  const read = { datamodels: [], datasource: {}, command: null, wantsVersion: false };
  const rest = [...given];
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--datamodels') read.datamodels.push(rest.shift());
    else if (name === '--datasource') read.datasource = JSON.parse(rest.shift());
    else if (name === '--enabled-preview-features' || name === '--extension-types') rest.shift();
    else if (name === 'cli') read.command = rest.shift();
    else if (name === '--version') read.wantsVersion = true;
  }
  return read;
}

async function runCommand(command, { url }) {
  // The CLI skips the first line.
  process.stderr.write('schema-engine-wasm\n');
  try {
    if (command === 'can-connect-to-database') await connectOnce(url);
    else if (command === 'create-database') await ensureDatabase(url);
    else if (command === 'drop-database')
      await administer(url, `DROP DATABASE ${quoted(databaseName(url))} WITH (FORCE)`);
    else throw new Error(`unknown command ${command}`);
  } catch (error) {
    const fields = {
      is_panic: false,
      error_code: CODES[error.code] ?? 'P1011',
      message: String(error.message || error.code),
    };
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    process.exitCode = 1;
  }
}

async function connectOnce(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

/** One request a line; answered in order, for the engine does one thing at a time. */
function serve({ datasource, datamodels }) {
  let engine;
  let busy = Promise.resolve();
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => {
    const request = JSON.parse(line);
    if (request.method) busy = busy.then(() => answer(request));
  });
  // The engine leaves a timer of ten seconds behind.
  lines.on('close', () => busy.then(() => process.exit(0)));

  async function answer({ id, method, params }) {
    try {
      send({ id, result: await call(method, params) });
    } catch (error) {
      const message = String(error?.message ?? error);
      const data = { is_panic: false, message, error_code: error?.code, meta: error?.meta };
      send({ id, error: { code: 4466, message, data } });
    }
  }

  async function call(method, params) {
    if (method === 'createDatabase') {
      await ensureDatabase(datasource.url);
      return { databaseName: databaseName(datasource.url) };
    }
    const files = datamodels.map((file) => [file, readFileSync(path.resolve(file), 'utf8')]);
    engine ??= await createEngine(datasource, files.length > 0 ? files : undefined);
    const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params ?? {});
    if (method !== 'diff' || result?.stdout == null) return result ?? null;
    send({ id: 'print', method: 'print', params: { content: result.stdout } });
    return { exitCode: result.exitCode, stdout: null };
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
