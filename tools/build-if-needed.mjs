// Builds dist/ when a source changed since the last build, and does nothing otherwise.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceStamp } from './source-stamp.mjs';

const OLDEST_NODE = [20, 19];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(root, 'dist', '.built');

/**
 * Returns the address of a built file of dist/, for `import`, once it is there and up to date. Throws an Error whose
 * message says what to do: for an old Node, packages that are not installed, files that cannot be written.
 */
export async function builtFile(name) {
  requireNode();
  const file = path.join(root, 'dist', name);
  try {
    await buildIfNeeded(file);
  } catch (error) {
    throw new Error(adviceOn(error), { cause: error });
  }
  return pathToFileURL(file).href;
}

/** Runs a built program of dist/ once it is up to date; ends this process with the advice when it cannot be built. */
export async function runBuilt(name) {
  let program;
  try {
    program = await builtFile(name);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  await import(program);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Muster needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install it from https://nodejs.org`,
  );
}

async function buildIfNeeded(file) {
  const { prepare } = await import('./prepare.mjs');
  prepare();
  // Taken before the build: a source saved while it runs must count as changed.
  const stamp = sourceStamp(root);
  const builtFrom = existsSync(stampFile) && existsSync(file) ? readFileSync(stampFile, 'utf8') : null;
  if (stamp === builtFrom) return;
  const { build } = await import('./build.mjs');
  const startMs = performance.now();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, '');
  await build();
  writeFileSync(stampFile, stamp);
  console.log(`  ✓ Build (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
}

function adviceOn(error) {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return error.message;
  return (
    `${error.path} cannot be written (${error.code}). Start Muster as the user who owns ${root}, or let that user ` +
    'run "npm run build" and "npm start" once.'
  );
}
