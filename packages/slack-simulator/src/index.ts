export type { SimulatorClock } from './clock.ts';
export { type Control, ControlError, createControlClient, type SimulatorSeed } from './control/index.ts';
export { readManifest } from './manifest/read-manifest.ts';
export { readSeed } from './read-seed.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts';
export { waitForMessage } from './wait-for-message.ts';
