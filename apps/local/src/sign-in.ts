import type { Environment } from '@muster/process';
import { requestSignInLink } from './readiness.ts';
import { runningStack } from './running-stack.ts';
import { StartError } from './start-error.ts';

/** A fresh one-time link to the console of the Muster that runs on this checkout's data folder. */
export async function newSignInLink(environment: Environment, root: string): Promise<string> {
  const { gatewayUrl, operatorToken } = runningStack(environment, root);
  try {
    return await requestSignInLink(gatewayUrl, operatorToken);
  } catch (cause) {
    throw new StartError('The gateway does not answer. Is "npm start" running?', { cause });
  }
}
