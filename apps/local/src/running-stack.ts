import path from 'node:path';
import type { Environment } from '@muster/process';
import { readEnvironmentFile } from './environment-file.ts';
import { StartError } from './start-error.ts';

/** The Muster that runs on this checkout's data folder. */
export interface RunningStack {
  readonly dataDir: string;
  readonly gatewayUrl: string;
  readonly operatorToken: string;
  readonly databaseUrl: string;
}

/** Throws a StartError when nothing was ever started here. Whether it still runs is another question. */
export function runningStack(environment: Environment, root: string): RunningStack {
  const dataDir = path.resolve(root, environment.MUSTER_DATA_DIR || '.data');
  const file = path.join(dataDir, 'environment');
  const names = ['MUSTER_OPERATOR_TOKEN', 'DATABASE_URL', 'HOST', 'PORT'];
  const [operatorToken, databaseUrl, host, port] = names.map((name) => readEnvironmentFile(file, name));
  if (!operatorToken || !databaseUrl || !host || !port)
    throw new StartError(`Nothing was started here yet (there is no ${file}). Run "npm start" first.`);
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const gatewayUrl = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  return { dataDir, gatewayUrl, operatorToken, databaseUrl };
}
