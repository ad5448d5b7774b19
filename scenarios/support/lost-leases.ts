import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from './stage.ts';

/**
 * How often a socket worker lost its lease, by its own log. Where nobody dies and Redis is well, it is the machine that
 * had no time for it.
 */
export function countLostLeases({ logDir }: Stage): number {
  const logs = readdirSync(logDir).filter((name) => name.startsWith('socket-worker'));
  return logs.reduce(
    (sum, name) =>
      sum + (readFileSync(path.join(logDir, name), 'utf8').match(/"msg":"lease lost"/g)?.length ?? 0),
    0,
  );
}
