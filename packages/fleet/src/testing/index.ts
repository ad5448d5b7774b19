export { type LogLine, recordingLog } from './recording-log.ts';
export { seededRandom } from './seeded-random.ts';
export { VirtualClock } from './virtual-clock.ts';
