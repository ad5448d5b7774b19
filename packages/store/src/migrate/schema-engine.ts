import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './postgres-adapter.ts';

let loaded: Promise<void> | undefined;

/** Prisma's schema engine as WebAssembly. `close` releases it and its database connections. */
export interface SchemaEngine extends Pick<engineModule.SchemaEngine, 'applyMigrations'> {
  close(): Promise<void>;
}

/** Opens the engine on a database. Nothing is downloaded: the engine comes with its package. */
export async function openSchemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  loaded ??= load();
  await loaded;
  const factory = migrationAdapter(databaseUrl);
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return {
    applyMigrations: (input) => engine.applyMigrations(input),
    async close() {
      engine.free();
      await factory.end();
    },
  };
}

async function load(): Promise<void> {
  // The package's own loader imports the .wasm file as a module, which Node does not do.
  const folder = path.dirname(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  );
  const bytes = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  // Where the engine reports a panic; without it the panic's own message would be lost.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: rememberPanic } });
  const { instance } = await instantiate(bytes, { './schema_engine_bg.js': engineModule });
  (engineModule as unknown as { __wbg_set_wasm(wasm: unknown): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function rememberPanic(message: string): void {
  throw new Error(`Prisma's schema engine failed: ${message}`);
}

/** Node has it; its type declarations do not. */
const { instantiate } = (
  globalThis as unknown as {
    WebAssembly: {
      instantiate(
        bytes: Uint8Array,
        imports: object,
      ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
    };
  }
).WebAssembly;
