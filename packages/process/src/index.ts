export { newProcessId, systemClock, systemRandom } from './clock.ts';
export {
  address,
  ConfigurationError,
  type Environment,
  logLevel,
  readConfig,
  wholeNumber,
} from './config.ts';
export { createLog, describeError, hideSecrets } from './log.ts';
export { type Running, runProcess } from './run.ts';
