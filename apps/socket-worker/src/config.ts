import {
  backingSettings,
  dataDir,
  type Environment,
  flag,
  parsedBy,
  readConfig,
  slackApiUrl,
  wholeNumber,
} from '@muster/process';
import { KEYS_FORM, parseKeys } from '@muster/store';

/** Slack promises no more than one a minute for each app, after a few at once. */
const DEFAULT_CONNECTS_PER_MINUTE = 1;

export type SocketWorkerConfig = ReturnType<typeof readSocketWorkerConfig>;

/** The settings of a socket worker. Throws a ConfigurationError that lists all problems. */
export function readSocketWorkerConfig(environment: Environment) {
  return readConfig(
    {
      ...backingSettings,
      MUSTER_KEYS: parsedBy(parseKeys, KEYS_FORM),
      SLACK_API_URL: slackApiUrl,
      // Whether it is there for poison apps alone.
      MUSTER_QUARANTINE: flag,
      MUSTER_DATA_DIR: dataDir,
      MUSTER_CONNECTS_PER_MINUTE: wholeNumber(1, 600).default(DEFAULT_CONNECTS_PER_MINUTE),
    },
    environment,
  );
}
