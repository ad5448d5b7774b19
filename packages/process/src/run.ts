import type { Log } from '@muster/fleet';
import { ConfigurationError } from './config.ts';
import { describeError } from './log.ts';

/** A started part of a process. `stop` releases everything it holds, in reverse order, and may be called once. */
export interface Running {
  /** Called right before the process ends because of an error that nobody handled, in that error's context. */
  onFatal?(): void;
  stop(): Promise<void>;
}

/** A process as it runs. `ready` resolves once it can serve; it may wait for that for ever. */
export interface RunningProcess extends Running {
  readonly log: Log;
  readonly ready: Promise<void>;
}

/** How long an orderly stop may take before the process goes anyway. */
const STOP_DEADLINE_MS = 30_000;

/**
 * Runs a process until it is asked to stop (SIGINT, SIGTERM, or its supervisor's channel closing), then stops
 * it in order. Exit codes: 0 stopped as asked, 1 failure, 2 bad configuration. A rejection or exception that
 * nobody handled is a bug: it is logged and the process ends with 1, for its supervisor to start afresh.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess;
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(error instanceof ConfigurationError ? 2 : 1);
  }
  const { log } = running;
  process.on('uncaughtException', (error) => {
    log.error({ error }, 'ended by an error that nobody handled');
    running.onFatal?.();
    process.exit(1);
  });
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => {
      log.error({ deadlineMs: STOP_DEADLINE_MS }, 'did not stop in time');
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'failed to stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  // A supervisor that was killed cannot send a signal, but its channel closes.
  process.on('disconnect', () => stop('supervisor gone'));
  // PM2 waits for this word before it counts the process as up. It does not end one that does not say it in time:
  // what waits for Postgres or Redis may go on waiting.
  await running.ready;
  if (process.connected && !stopping) process.send?.('ready');
}

function startFailure(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  return JSON.stringify({ level: 'error', message: 'could not start', error: describeError(error) });
}
