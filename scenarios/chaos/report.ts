import type { Verdict } from '../checkers/check-commands.ts';
import type { Spread } from '../support/spread.ts';
import type { ChaosOptions } from './options.ts';
import type { Happened } from './play-schedule.ts';

/** What came of a chaos run, as it is written to JSON. Times in milliseconds. */
export interface ChaosReport {
  readonly options: ChaosOptions;
  readonly startedAt: string;
  readonly commands: number;
  readonly faults: number;
  /** SIGKILLs of the fleet's processes; those of Postgres and Redis are faults of their own. */
  readonly kills: number;
  /** Commands without their effect or reply, acked and not stored, never acked, or never ended. */
  readonly lost: number;
  /** Commands with more than one effect, reply or entry. */
  readonly duplicated: number;
  readonly outOfOrder: number;
  readonly verdict: Readonly<Record<keyof Verdict, number>>;
  /** Everything that should not be, in words; empty: all is well. */
  readonly problems: readonly string[];
  /** From the signal until another worker had a slot live; counted are slots. */
  readonly takeovers: readonly TakeoverRow[];
  readonly apps: readonly AppRow[];
  readonly byFault: readonly FaultRow[];
  /** From the event to its ack, and from the event to the reply. */
  readonly ackMs: Spread;
  readonly replyMs: Spread;
  /** From the end of the last fault until every app had a connection again. */
  readonly recoveredMs: number;
  /** How it went, every five seconds of the load. */
  readonly course: readonly CourseRow[];
  readonly timeline: readonly Happened[];
}

export interface CourseRow {
  /** Seconds since the load began. */
  readonly fromS: number;
  readonly acked: number;
  readonly ackP50: number;
  readonly ackP90: number;
  readonly replyP50: number;
  readonly replyP90: number;
}

export interface TakeoverRow extends Spread {
  readonly fault: string;
}

export interface AppRow {
  readonly app: string;
  readonly kind: 'shared' | 'own';
  readonly commands: number;
  readonly opened: number;
  /** The most connections that Slack counted at any moment. */
  readonly most: number;
  readonly gaps: number;
  /** The longest time without an open connection. */
  readonly longestGapMs: number;
  /** The longest time from an event to its ack. */
  readonly longestWaitMs: number;
}

/** What was seen while a fault lasted or was felt, whatever else went on beside it. */
export interface FaultRow {
  readonly fault: string;
  readonly times: number;
  readonly longestGapMs: number;
  readonly longestWaitMs: number;
}

/** Prints a report's tables. */
export function printReport(
  report: ChaosReport,
  print: (text: string) => void,
  table: (rows: object[]) => void,
) {
  const { commands, faults, kills, lost, duplicated, outOfOrder, ackMs, replyMs, recoveredMs } = report;
  table([
    { commands, faults, kills, lost, duplicated, 'out of order': outOfOrder, 'recovered ms': recoveredMs },
  ]);
  print('Milliseconds from the event to its ack, and to the reply');
  table([
    { to: 'ack', ...ackMs },
    { to: 'reply', ...replyMs },
  ]);
  print('Milliseconds from the signal until another worker has a slot live');
  table([...report.takeovers]);
  print('Apps');
  table([...report.apps]);
  print('The longest gap and wait while a fault lasted, whatever else went on beside it');
  table([...report.byFault]);
  for (const problem of report.problems) print(`✗ ${problem}`);
  if (report.problems.length === 0) print('✓ nothing was lost, doubled or out of order, and nobody crashed');
}
