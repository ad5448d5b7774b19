import type { Random } from '@muster/fleet';
import { systemClock } from '@muster/process';
import type { Cast } from '../../support/people.ts';
import type { App, Fleet, Place } from '../../support/processes.ts';
import type { Stage } from '../../support/stage.ts';
import type { Lines } from '../lines.ts';

/** What faults are done to. */
export interface World {
  readonly stage: Stage;
  readonly fleet: Fleet;
  readonly lines: Lines;
  readonly casts: readonly Cast[];
  /** For the timeline: which calls failed, how many connections were cut. */
  note(what: string): void;
  /** For the checkers: a process was sent a signal. */
  signalled(signal: SentSignal): void;
}

export interface SentSignal {
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** What there is to aim at: known before anything runs, so that the same seed draws the same targets. */
export interface Aims {
  readonly counts: Readonly<Record<App, number>>;
  readonly apps: number;
}

/** Takes back what a fault did. Repeatable in effect: what is well already stays so. */
export type Undo = () => Promise<void>;

/** One kind of fault. */
export interface Fault {
  /** As the timeline and the table call it. */
  readonly name: string;
  /** How often it is drawn, against the weights of the others. */
  readonly weight: number;
  /** What it may be done to. Two faults never touch the same target at once. */
  targets(aims: Aims): readonly string[];
  /** From its beginning until it is taken back; 0 for what is over at once. */
  durationMs(random: Random): number;
  /** `random` draws whatever else is left to chance, the same for the same seed. */
  begin(world: World, target: string, random: Random): Promise<Undo>;
}

export const NOTHING_TO_UNDO: Undo = async () => {};

/** A number from `least` to `most`, mostly a small one: the logarithm is spread by the square of chance. */
export function mostlyShort(random: Random, least: number, most: number): number {
  return Math.round(least * (most / least) ** (random.next() ** 2));
}

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random.next() * (most - least + 1));
}

/** One of a list that is not empty. */
export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random.next() * values.length)];
  if (value === undefined) throw new Error('nothing to draw from');
  return value;
}

/** The places of these apps, by the names that the fleet gives them. */
export function placesOf(aims: Aims, ...apps: readonly App[]): string[] {
  return apps.flatMap((app) => Array.from({ length: aims.counts[app] }, (_, n) => `${app}-${n + 1}`));
}

export function placeOf({ fleet }: World, name: string): Place {
  const place = fleet.places.find((one) => one.name === name);
  if (!place) throw new Error(`there is no ${name}`);
  return place;
}

/** Sends the process of a place a signal, and writes it down. False when there is no process just now. */
export function signal(world: World, place: Place, name: NodeJS.Signals): boolean {
  const { pid } = place;
  const atMs = systemClock.wallMs();
  if (pid === undefined || !place.signal(name)) return false;
  world.signalled({ pid, signal: name, atMs });
  return true;
}
