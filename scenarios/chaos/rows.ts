import { checkConnections } from '../checkers/check-connections.ts';
import type { Takeover } from '../checkers/takeovers.ts';
import type { Wait } from '../checkers/waits.ts';
import { spreadOf } from '../support/spread.ts';
import type { Evidence } from './judge.ts';
import type { Happened } from './play-schedule.ts';
import type { AppRow, CourseRow, FaultRow, TakeoverRow } from './report.ts';

/** How long a fault is felt after its end. */
const FELT_MS = 3_000;
const COURSE_MS = 5_000;

/** Gaps in times since 1970; one that never ended ends with the run. */
export interface WallGap {
  readonly appId: string;
  readonly fromMs: number;
  readonly forMs: number;
}

export function takeoverRows(takeovers: readonly Takeover[]): TakeoverRow[] {
  return [...new Set(takeovers.map(({ fault }) => fault))].sort().map((fault) => {
    const took = takeovers.flatMap((one) => (one.fault === fault && one.tookMs !== null ? [one.tookMs] : []));
    return { fault, ...spreadOf(took) };
  });
}

export function appRows(
  { record, casts, said }: Evidence,
  waits: readonly Wait[],
  gaps: readonly WallGap[],
): AppRow[] {
  return casts.map(({ appId, kind }) => {
    const connections = record.connections.filter((life) => life.appId === appId);
    const { most, opened } = checkConnections({ connections });
    const own = gaps.filter((gap) => gap.appId === appId);
    return {
      app: appId,
      kind,
      commands: said.filter(({ person }) => person.appId === appId).length,
      opened,
      most,
      gaps: own.length,
      longestGapMs: longest(own.map(({ forMs }) => forMs)),
      longestWaitMs: longest(waits.filter((wait) => wait.appId === appId).map(({ waitedMs }) => waitedMs)),
    };
  });
}

export function faultRows(
  timeline: readonly Happened[],
  waits: readonly Wait[],
  gaps: readonly WallGap[],
): FaultRow[] {
  return [...new Set(timeline.map(({ fault }) => fault))].sort().map((fault) => {
    const own = timeline.filter((one) => one.fault === fault);
    const isFelt = (fromMs: number, forMs: number) =>
      own.some(({ beganMs, endedMs }) => fromMs <= endedMs + FELT_MS && fromMs + forMs >= beganMs);
    return {
      fault,
      times: own.length,
      longestGapMs: longest(
        gaps.filter(({ fromMs, forMs }) => isFelt(fromMs, forMs)).map(({ forMs }) => forMs),
      ),
      longestWaitMs: longest(
        waits.filter(({ sentAt, waitedMs }) => isFelt(sentAt, waitedMs)).map(({ waitedMs }) => waitedMs),
      ),
    };
  });
}

/** Half of the people, and nearly all, waited no longer than this, by when they wrote. */
export function courseRows(startMs: number, acks: readonly Wait[], replies: readonly Wait[]): CourseRow[] {
  const windowOf = ({ sentAt }: Wait) => Math.floor((sentAt - startMs) / COURSE_MS);
  const windows = [...new Set(acks.map(windowOf))].sort((a, b) => a - b);
  return windows.map((window) => {
    const within = (waits: readonly Wait[]) =>
      spreadOf(waits.filter((wait) => windowOf(wait) === window).map(({ waitedMs }) => waitedMs));
    const ack = within(acks);
    const reply = within(replies);
    const fromS = (window * COURSE_MS) / 1_000;
    return {
      fromS,
      acked: ack.count,
      ackP50: ack.p50,
      ackP90: ack.p90,
      replyP50: reply.p50,
      replyP90: reply.p90,
    };
  });
}

/** The longest of them, in whole milliseconds; 0 of none. */
export function longest(times: readonly number[]): number {
  return Math.round(times.reduce((most, ms) => Math.max(most, ms), 0));
}
