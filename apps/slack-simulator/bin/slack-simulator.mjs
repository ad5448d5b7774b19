#!/usr/bin/env node
// "npx slack-simulator" in a checkout: builds what changed since the last build, then runs the local Slack.
import { builtFile } from '../../../tools/build-if-needed.mjs';

let commandLine;
try {
  commandLine = await builtFile('slack-simulator/command-line.js');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import(commandLine);
