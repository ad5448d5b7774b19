// "npm start": builds what changed since the last build, then starts everything (apps/local).
// "npm run sign-in": prints a fresh one-time link to the console of what runs.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

try {
  process.chdir(root);
  await buildIfNeeded();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(pathToFileURL(path.join(root, 'dist', 'local', 'main.js')).href);
