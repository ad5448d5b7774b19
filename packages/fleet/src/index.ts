export type { Clock, Log, LogFields, Random, Timer } from './seams.ts';
