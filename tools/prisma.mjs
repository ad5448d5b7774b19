// "npm run prisma -- <arguments>": Prisma's CLI with a schema engine that needs no download. Wants DATABASE_URL, for
// example the one in .data/environment while "npm start" runs.
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = path.dirname(fileURLToPath(import.meta.url));
const engine = path.join(tools, 'schema-engine', 'schema-engine.mjs');
chmodSync(engine, 0o755);
const { status } = spawnSync(
  process.execPath,
  [path.join(tools, '..', 'node_modules', 'prisma', 'build', 'index.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
process.exit(status ?? 1);
