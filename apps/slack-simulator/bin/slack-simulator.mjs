#!/usr/bin/env node
// "npx slack-simulator" in a checkout: builds what changed since the last build, then runs the local Slack.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from '../../../tools/build-if-needed.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

try {
  await buildIfNeeded();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import(pathToFileURL(path.join(root, 'dist/slack-simulator/command-line.js')).href);
