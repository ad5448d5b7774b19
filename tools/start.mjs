// "npm start": builds what changed since the last build, then starts everything (apps/local).
// "npm run sign-in": prints a fresh one-time link to the console of what runs.
// "npm run deploy:local": replaces the processes of what runs one by one with what was built just now.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFile } from './build-if-needed.mjs';

let launcher;
try {
  process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
  launcher = await builtFile('local/main.js');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(launcher);
