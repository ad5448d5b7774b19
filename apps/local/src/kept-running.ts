import { EmbeddedError, type EmbeddedServer } from '@muster/embedded';
import type { Clock } from '@muster/fleet';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;

/** A server that is started again whenever it ends without being asked to. */
export interface KeptRunning {
  readonly url: string;
  stop(): Promise<void>;
  kill(): void;
}

/**
 * Keeps a server running until it is stopped: it comes back for ever, after a pause that grows while it cannot
 * start. `start` must bring it back at the same address. The first start's failure is the caller's.
 */
export async function keepRunning(options: {
  start: () => Promise<EmbeddedServer>;
  clock: Clock;
  onTrouble: (message: string) => void;
}): Promise<KeptRunning> {
  const { start, clock, onTrouble } = options;
  const stopping = new AbortController();
  let server = await start();
  const { url } = server;
  const kept = watch();

  async function watch(): Promise<void> {
    let pauseMs = FIRST_RETRY_MS;
    for (;;) {
      await server.exited;
      if (stopping.signal.aborted) return;
      try {
        server = await start();
        pauseMs = FIRST_RETRY_MS;
      } catch (error) {
        onTrouble(error instanceof EmbeddedError ? error.message : String(error));
        await clock.sleep(pauseMs, stopping.signal).catch(() => {});
        pauseMs = Math.min(2 * pauseMs, LAST_RETRY_MS);
      }
    }
  }

  return {
    url,
    async stop() {
      stopping.abort();
      // A restart may be under way: what it brings is stopped as well.
      await server.stop();
      await kept;
      await server.stop();
    },
    kill() {
      stopping.abort();
      server.kill();
    },
  };
}
