import {
  backingSettings,
  type Environment,
  parsedBy,
  readConfig,
  slackApiUrl,
  wholeNumber,
} from '@muster/process';
import { KEYS_FORM, parseKeys } from '@muster/store';

/** Lanes that run at once. A lane waits for Slack most of its time, so more than cores; each may hold a connection. */
const DEFAULT_LANES = 16;

export type TaskWorkerConfig = ReturnType<typeof readTaskWorkerConfig>;

/** The settings of a task worker. Throws a ConfigurationError that lists all problems. */
export function readTaskWorkerConfig(environment: Environment) {
  return readConfig(
    {
      ...backingSettings,
      MUSTER_KEYS: parsedBy(parseKeys, KEYS_FORM),
      SLACK_API_URL: slackApiUrl,
      MUSTER_LANES_PER_WORKER: wholeNumber(1, 256).default(DEFAULT_LANES),
    },
    environment,
  );
}
