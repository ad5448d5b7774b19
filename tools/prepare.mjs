// Makes what the sources need before they can be checked, tested or built, and does nothing when it is there:
// the Prisma client, and the executable bits that some package managers drop. Runs no install scripts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Prepares the checkout at `checkout`. Throws an Error whose message says what to do. Safe to repeat. */
export function prepare(checkout = root) {
  if (!existsSync(path.join(checkout, 'node_modules', 'prisma', 'package.json')))
    throw new Error('The packages are not installed. Run "npm ci" first.');
  restoreExecutableBits(path.join(checkout, 'node_modules'));
  generateClient(checkout);
}

function generateClient(checkout) {
  const schemaFile = path.join(checkout, 'prisma', 'schema.prisma');
  const output = path.join(checkout, 'packages', 'store', 'src', 'generated', 'prisma');
  const stampFile = path.join(output, '.made-from');
  const prismaDir = path.join(checkout, 'node_modules', 'prisma');
  const { version } = JSON.parse(readFileSync(path.join(prismaDir, 'package.json'), 'utf8'));
  const stamp = createHash('sha256').update(version).update(readFileSync(schemaFile)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const result = spawnSync(process.execPath, [path.join(prismaDir, 'build', 'index.js'), 'generate'], {
    cwd: checkout,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating needs no schema engine, but the CLI would download one unless it is given a program.
      PRISMA_SCHEMA_ENGINE_BINARY: anyProgram(),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (result.status !== 0)
    throw new Error(`"prisma generate" failed:\n${result.error ?? ''}${result.stdout}${result.stderr}`);
  writeFileSync(stampFile, stamp);
}

function anyProgram() {
  return ['/bin/true', '/usr/bin/true'].find((file) => existsSync(file)) ?? process.execPath;
}

/** Native programs inside packages that are started directly, not through a `bin` link. */
function restoreExecutableBits(modules) {
  const folders = [
    ...platformPackages(modules, '@esbuild').map((folder) => path.join(folder, 'bin')),
    ...platformPackages(modules, '@biomejs').filter((folder) => path.basename(folder).startsWith('cli-')),
    ...platformPackages(modules, '@typescript').map((folder) => path.join(folder, 'lib')),
  ];
  for (const folder of folders)
    for (const name of ['esbuild', 'biome', 'tsc', 'tsgo']) {
      const file = path.join(folder, name);
      if (existsSync(file) && !isExecutable(file)) chmodSync(file, 0o755);
    }
}

function platformPackages(modules, scope) {
  const folder = path.join(modules, scope);
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    prepare();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
