#!/usr/bin/env node
// "npx slack-simulator" in a checkout: builds what changed since the last build, then runs the local Slack.
import { runBuilt } from '../../../tools/build-if-needed.mjs';

await runBuilt('slack-simulator/command-line.js');
