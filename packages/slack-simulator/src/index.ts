export type { SimulatorClock } from './clock.ts';
export type { Control, SimulatorSeed } from './control/index.ts';
export { readManifest } from './manifest/read-manifest.ts';
export { readSeed } from './read-seed.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts';
