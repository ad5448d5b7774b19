import { address, type Environment, logLevel, readConfig, wholeNumber } from '@muster/process';
import { parseKeys } from '@muster/store';
import { z } from 'zod';

/** Lanes that run at once. A lane waits for Slack most of its time, so more than cores; each may hold a connection. */
const DEFAULT_LANES = '16';

export type TaskWorkerConfig = ReturnType<typeof readTaskWorkerConfig>;

/** The settings of a task worker. Throws a ConfigurationError that lists all problems. */
export function readTaskWorkerConfig(environment: Environment) {
  return readConfig(
    {
      DATABASE_URL: address(['postgresql', 'postgres']),
      REDIS_URL: address(['redis', 'rediss']),
      SLACK_API_URL: address(['https', 'http']).default('https://slack.com/api/'),
      MUSTER_KEYS: sealingKeys,
      MUSTER_REDIS_PREFIX: z.string().default('muster'),
      MUSTER_LANES_PER_WORKER: wholeNumber(1, 256).default(Number(DEFAULT_LANES)),
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
