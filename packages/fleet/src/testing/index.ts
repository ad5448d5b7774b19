export { type LogLine, recordingLog } from './recording-log.ts';
export { seededRandom } from './seeded-random.ts';
export { settlePromises, VirtualClock } from './virtual-clock.ts';
