export { type Bell, createBell, type QueueDepth, type RungCommand } from './bell.ts';
export { RingError } from './errors.ts';
export { type LaneRunner, runLanes } from './lanes.ts';
