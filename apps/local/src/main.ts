import { EmbeddedError } from '@muster/embedded';
import { ConfigurationError, describeError, systemClock } from '@muster/process';
import { startLocal } from './app.ts';
import { deploy } from './deploy.ts';
import { watchLaunchParent } from './launch-parent.ts';
import { createProgress } from './progress.ts';
import { migrateOnly } from './schema.ts';
import { newSignInLink } from './sign-in.ts';
import { StartError } from './start-error.ts';
import { createStopStack } from './stop-stack.ts';

/** npm passes a Ctrl-C on that the terminal sent to every process already: that echo is not a second Ctrl-C. */
const ECHO_MS = 500;

const root = process.cwd();
const stack = createStopStack();
const givingUp = new AbortController();
let firstSignalMs: number | null = null;

const task = process.argv[2];
if (task === 'sign-in') await run(async () => say(await newSignInLink(process.env, root)));
else if (task === 'deploy')
  await run(() => deploy({ environment: process.env, root, clock: systemClock, say }));
else if (task === 'migrate') await run(async () => say(await migrateOnly(process.env, root)));
else await start();

async function start(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  const stopWatching = watchLaunchParent(process.env, systemClock, onSignal);
  await run(() =>
    startLocal({
      root,
      environment: process.env,
      clock: systemClock,
      progress: createProgress(process.stdout, systemClock),
      stack,
      signal: givingUp.signal,
    }),
  );
  if (process.exitCode) stopWatching();
}

async function run(job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (error) {
    // Told to stop: whoever told it goes on from there.
    if (firstSignalMs !== null) return;
    process.stderr.write(`\n${messageOf(error)}\n`);
    await stack.stop();
    process.exit(error instanceof ConfigurationError ? 2 : 1);
  }
}

function onSignal(): void {
  const nowMs = systemClock.monotonicMs();
  if (firstSignalMs === null) {
    firstSignalMs = nowMs;
    say('\n  Stopping … (Ctrl-C again ends everything at once)');
    givingUp.abort(new StartError('stopped'));
    stack.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${messageOf(error)}\n`);
        stack.kill();
        process.exit(1);
      },
    );
  } else if (nowMs - firstSignalMs > ECHO_MS) {
    stack.kill();
    process.exit(1);
  }
}

function messageOf(error: unknown): string {
  const isKnown =
    error instanceof ConfigurationError || error instanceof StartError || error instanceof EmbeddedError;
  return isKnown ? error.message : `Could not start: ${JSON.stringify(describeError(error), null, 2)}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
