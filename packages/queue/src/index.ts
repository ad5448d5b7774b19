export { type Bell, createBell, type RungCommand } from './bell.ts';
export { RingError } from './errors.ts';
export { type LaneRunner, runLanes } from './lanes.ts';
