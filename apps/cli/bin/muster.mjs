#!/usr/bin/env node
// "npx muster" in a checkout: builds what changed since the last build, then runs the command line.
import { builtFile } from '../../../tools/build-if-needed.mjs';

let file;
try {
  file = await builtFile('cli/main.js');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import(file);
