import { address, type Environment, logLevel, readConfig } from '@muster/process';
import { parseKeys } from '@muster/store';
import { z } from 'zod';

export type SocketWorkerConfig = ReturnType<typeof readSocketWorkerConfig>;

/** The settings of a socket worker. Throws a ConfigurationError that lists all problems. */
export function readSocketWorkerConfig(environment: Environment) {
  return readConfig(
    {
      DATABASE_URL: address(['postgresql', 'postgres']),
      REDIS_URL: address(['redis', 'rediss']),
      SLACK_API_URL: address(['https', 'http']).default('https://slack.com/api/'),
      MUSTER_KEYS: sealingKeys,
      MUSTER_REDIS_PREFIX: z.string().default('muster'),
      LOG_LEVEL: logLevel,
    },
    environment,
  );
}

const sealingKeys = z
  .string({ error: 'is missing: <id>:<base64 of 32 bytes>' })
  .transform((text, context) => {
    try {
      return parseKeys(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
