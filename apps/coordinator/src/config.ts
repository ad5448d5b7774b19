import { backingSettings, type Environment, parsedBy, readConfig } from '@muster/process';
import { KEYS_FORM, parseKeys } from '@muster/store';

export type CoordinatorConfig = ReturnType<typeof readCoordinatorConfig>;

/** The settings of a coordinator. Throws a ConfigurationError that lists all problems. */
export function readCoordinatorConfig(environment: Environment) {
  return readConfig({ ...backingSettings, MUSTER_KEYS: parsedBy(parseKeys, KEYS_FORM) }, environment);
}
