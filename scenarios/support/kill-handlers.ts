import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { readFile } from '../../apps/socket-worker/src/deaths/in-hand-record.ts';

const LOOK_EVERY_MS = 10;

/** Kills every process that takes an envelope of an app in hand, as that envelope would if its handling were deadly. */
export interface HandlerKiller {
  /** The processes that it killed, in order. */
  readonly killed: readonly string[];
  /** Kills no more. */
  stop(): Promise<void>;
}

/** Watches from now on what the socket workers with this data folder write down. */
export function killHandlersOf(appId: string, dataDir: string): HandlerKiller {
  const folder = path.join(dataDir, 'in-hand', hostname());
  const killed: string[] = [];
  let isOver = false;
  const look = () => {
    for (const name of readdirSync(folder)) {
      const file = read(path.join(folder, name));
      if (!file?.records.some((record) => record.appId === appId)) continue;
      const { processId, pid } = file.owner;
      // Dead already; the next worker has not read its file yet.
      if (killed.includes(processId)) continue;
      killed.push(processId);
      process.kill(pid, 'SIGKILL');
    }
  };
  const watching = (async () => {
    while (!isOver) {
      look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    killed,
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

/** Null for a file that was taken away meanwhile. */
function read(file: string) {
  try {
    return readFile(readFileSync(file, 'latin1'));
  } catch {
    return null;
  }
}
