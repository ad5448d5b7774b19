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
  createFleetMetrics,
  createMetrics,
  type MetricCounter,
  type MetricGauge,
  type Metrics,
  type MetricTimer,
} from './metrics.ts';
export { askInTime, inTime, type Needs, type Readiness, watchReadiness } from './readiness.ts';
export { type Running, type RunningProcess, runProcess } from './run.ts';
