export { newProcessId, systemClock, systemRandom } from './clock.ts';
export {
  address,
  backingSettings,
  ConfigurationError,
  type Environment,
  logLevel,
  parsedBy,
  readConfig,
  slackApiUrl,
  wholeNumber,
} from './config.ts';
export { createLog, describeError, hideSecrets } from './log.ts';
export {
  createFleetMetrics,
  createMetrics,
  type MetricCounter,
  type MetricGauge,
  type Metrics,
  type MetricTimer,
} from './metrics.ts';
export { type Running, runProcess } from './run.ts';
