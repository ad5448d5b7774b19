import { findGateway, type Gateway } from './gateway.ts';
import { HELP, type Options, readOptions, UsageError } from './options.ts';
import { run } from './run.ts';

const WATCH_EVERY_MS = 2_000;
const CLEAR_SCREEN = '\x1b[2J\x1b[H';

// Exit codes: 0 done; 1 the gateway refused or did not answer; 2 something on the command line that can be put right.
try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(HELP);
  else await carryOut(options, findGateway(process.env, process.cwd(), options.url));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`muster: ${(error as Error).message}\n`);
  if (isUsage) process.stderr.write('Try muster --help\n');
  process.exitCode = isUsage ? 2 : 1;
}

async function carryOut({ command, json, watch }: Options, gateway: Gateway): Promise<void> {
  const print = async () => process.stdout.write(`${await run(gateway, command, json, Date.now())}\n`);
  if (!watch) return void (await print());
  for (;;) {
    if (process.stdout.isTTY) process.stdout.write(CLEAR_SCREEN);
    // A gateway that is being replaced is back in a moment.
    await print().catch((error: Error) => process.stdout.write(`${error.message}\n`));
    await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY_MS));
  }
}
