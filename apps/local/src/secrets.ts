import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { newKey } from '@muster/store';
import { z } from 'zod';
import { StartError } from './start-error.ts';

const secretsSchema = z.object({
  operatorToken: z.string(),
  keys: z.string(),
  postgresPassword: z.string(),
  redisPassword: z.string(),
  /** The bot's app at the local Slack. */
  simulatorApp: z.object({
    id: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
    appToken: z.string(),
  }),
});

/** What is made at the first start and kept. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the kept secrets, or makes and keeps them (mode 0600). Throws StartError when the file is damaged. */
export function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) return keep(file, makeSecrets());
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError(
      `The file ${file} is damaged or cannot be read. It holds the keys that open the stored Slack tokens: bring it ` +
        'back from a copy, or remove the whole folder to start anew.',
    );
  }
}

/** Written beside, forced to disk and renamed: half a file would lock everything up. */
function keep(file: string, secrets: Secrets): Secrets {
  const unfinished = `${file}.${process.pid}`;
  const handle = openSync(unfinished, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(secrets, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
  return secrets;
}

const APP_ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function makeSecrets(): Secrets {
  const appId = `A0${characters(9)}`;
  return {
    operatorToken: randomBytes(32).toString('hex'),
    keys: newKey('k1'),
    postgresPassword: randomBytes(24).toString('hex'),
    redisPassword: randomBytes(24).toString('hex'),
    simulatorApp: {
      id: appId,
      clientId: `${digits(12)}.${digits(13)}`,
      clientSecret: randomBytes(16).toString('hex'),
      appToken: `xapp-1-${appId}-${digits(13)}-${randomBytes(32).toString('hex')}`,
    },
  };
}

function characters(length: number): string {
  return Array.from({ length }, () => APP_ID_CHARACTERS[randomInt(APP_ID_CHARACTERS.length)]).join('');
}

function digits(length: number): string {
  return Array.from({ length }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join('');
}
