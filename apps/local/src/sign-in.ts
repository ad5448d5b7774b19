import path from 'node:path';
import type { Environment } from '@muster/process';
import { readEnvironmentFile } from './environment-file.ts';
import { requestSignInLink } from './readiness.ts';
import { StartError } from './start-error.ts';

/** A fresh one-time link to the console of the Muster that runs on this checkout's data folder. */
export async function newSignInLink(environment: Environment, root: string): Promise<string> {
  const file = path.join(path.resolve(root, environment.MUSTER_DATA_DIR || '.data'), 'environment');
  const [operatorToken, host, port] = ['MUSTER_OPERATOR_TOKEN', 'HOST', 'PORT'].map((name) =>
    readEnvironmentFile(file, name),
  );
  if (!operatorToken || !host || !port)
    throw new StartError(`Nothing was started here yet (there is no ${file}). Run "npm start" first.`);
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    return await requestSignInLink(
      `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`,
      operatorToken,
    );
  } catch (cause) {
    throw new StartError('The gateway does not answer. Is "npm start" running?', { cause });
  }
}
