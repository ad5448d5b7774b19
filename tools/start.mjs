// "npm start": builds what changed since the last build, then starts everything (apps/local).
// "npm run sign-in": prints a fresh one-time link to the console of what runs.
// "npm run deploy:local": replaces the processes of what runs one by one with what was built just now.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBuilt } from './build-if-needed.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
await runBuilt('local/main.js');
