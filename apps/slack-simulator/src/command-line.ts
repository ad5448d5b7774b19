import path from 'node:path';
import { HELP, readOptions, UsageError } from './command-line/options.ts';
import { report } from './command-line/report.ts';
import { startFromOptions } from './command-line/start.ts';

// Exit codes: 0 help, or ended as asked; 1 failure; 2 something on the command line that can be put right.
try {
  await run();
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`slack-simulator: ${isUsage ? error.message : (error as Error).stack}\n`);
  if (isUsage) process.stderr.write('Try slack-simulator --help\n');
  process.exit(isUsage ? 2 : 1);
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(HELP);
    return;
  }
  // The build puts the page's files into a folder beside this one.
  const { simulator, apps } = await startFromOptions(options, path.join(import.meta.dirname, 'page'));
  endOnSignals(() => simulator.stop());
  const { workspaces } = await simulator.control.state();
  process.stdout.write(report(simulator, workspaces, apps, options.state));
}

/** Once only: a second Ctrl-C ends it at once, as Node does by itself. */
function endOnSignals(stop: () => Promise<void>): void {
  const end = () => {
    stop().then(
      () => process.exit(0),
      (error: Error) => {
        process.stderr.write(`slack-simulator: did not end in order: ${error.stack}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
