import type { CastSize } from '../support/people.ts';
import type { App } from '../support/processes.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Commands that people write a second, all of them together. */
  readonly perSecond: number;
  /** Only faults whose name contains one of these; none: all. */
  readonly only: readonly string[];
  /** How many faults there are at once, at the most. */
  readonly atOnce: number;
  /** Between two faults that follow each other. */
  readonly restMs: readonly [least: number, most: number];
  readonly counts: Readonly<Record<App, number>>;
  readonly apps: readonly CastSize[];
}

/** In 20 minutes more than 100,000 commands and 200 kills. */
export const CHAOS_DEFAULTS: Omit<ChaosOptions, 'seed'> = {
  minutes: 10,
  perSecond: 90,
  only: [],
  atOnce: 2,
  restMs: [1_000, 4_000],
  counts: { gateway: 1, coordinator: 2, 'socket-worker': 3, 'quarantine-worker': 0, 'task-worker': 3 },
  apps: [
    { kind: 'shared', workspaces: 4, people: 120 },
    { kind: 'own', workspaces: 1, people: 20 },
    { kind: 'own', workspaces: 1, people: 20 },
    { kind: 'own', workspaces: 1, people: 20 },
  ],
};

/** How long the load lasts. */
export function durationMsOf({ minutes }: Pick<ChaosOptions, 'minutes'>): number {
  return minutes * 60_000;
}
