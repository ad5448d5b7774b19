export { newProcessId, systemClock, systemRandom } from './clock.ts';
export {
  address,
  backingSettings,
  ConfigurationError,
  dataDir,
  type Environment,
  flag,
  logLevel,
  parsedBy,
  readConfig,
  slackApiUrl,
  wholeNumber,
} from './config.ts';
export { createLog, describeError, hideSecrets } from './log.ts';
export {
  createMetrics,
  type MetricCounter,
  type MetricGauge,
  type Metrics,
  type MetricTimer,
} from './metrics.ts';
export { type Running, runProcess } from './run.ts';
