export { createMemoryFleet, type MemoryFleet } from './memory-fleet.ts';
