// "npm start": builds what changed since the last build, then starts everything (apps/local).
// "npm run sign-in": prints a fresh one-time link to the console of what runs.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const launcher = path.join(root, 'dist', 'local', 'main.js');
const stampFile = path.join(root, 'dist', '.built');

try {
  requireNode();
  process.chdir(root);
  await buildIfNeeded();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(pathToFileURL(launcher).href);

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Muster needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install it from https://nodejs.org`,
  );
}

async function buildIfNeeded() {
  const { prepare } = await import('./prepare.mjs');
  prepare();
  const builtMs = existsSync(stampFile) && existsSync(launcher) ? statSync(stampFile).mtimeMs : 0;
  if (newestSourceMs() <= builtMs) return;
  const { build } = await import('./build.mjs');
  const startedAt = new Date();
  const startMs = performance.now();
  await build();
  writeFileSync(stampFile, '');
  // A source saved while the build ran must count as newer.
  const { utimesSync } = await import('node:fs');
  utimesSync(stampFile, startedAt, startedAt);
  console.log(`  ✓ Build (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
}

function newestSourceMs() {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(path.join(root, group)).map((name) => path.join(root, group, name, 'src')),
  );
  const files = [path.join(root, 'package-lock.json'), path.join(root, 'tools', 'build.mjs')];
  return Math.max(...folders.map(newestIn), ...files.map((file) => statSync(file).mtimeMs));
}

function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  const times = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}
