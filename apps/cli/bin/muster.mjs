#!/usr/bin/env node
// "npx muster" in a checkout: builds what changed since the last build, then runs the command line.
import { runBuilt } from '../../../tools/build-if-needed.mjs';

await runBuilt('cli/main.js');
