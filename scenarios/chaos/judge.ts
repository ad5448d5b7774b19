import type { Verdict } from '../checkers/check-commands.ts';
import { checkConnections, type Gap } from '../checkers/check-connections.ts';
import type { readRecord } from '../checkers/read-record.ts';
import type { Takeover } from '../checkers/takeovers.ts';
import { ackWaits, replyWaits, type Wait } from '../checkers/waits.ts';
import type { checkEpochs } from '../checkers/watch-epochs.ts';
import type { Said } from '../support/load.ts';
import type { Cast } from '../support/people.ts';
import { spreadOf } from '../support/spread.ts';
import { type ChaosOptions, durationMsOf } from './options.ts';
import type { Happened } from './play-schedule.ts';
import type { AppRow, ChaosReport, CourseRow, FaultRow, TakeoverRow } from './report.ts';

/** What a chaos run left behind. Times in milliseconds since 1970, those of the record on its own clock. */
export interface Evidence {
  readonly startMs: number;
  /** When everything had come to rest, or the wait for it was given up. */
  readonly restMs: number;
  readonly said: readonly Said[];
  readonly record: Awaited<ReturnType<typeof readRecord>>;
  readonly verdict: Verdict;
  readonly timeline: readonly Happened[];
  readonly casts: readonly Cast[];
  /** By app, the states of the connections that Slack counts at the end. */
  readonly connectionsAtRest: ReadonlyMap<string, readonly string[]>;
  readonly takeovers: readonly Takeover[];
  readonly epochs: Awaited<ReturnType<typeof checkEpochs>>;
  readonly secrets: readonly string[];
  readonly unexplainedEnds: readonly string[];
  readonly exitCodes: readonly (number | null)[];
}

/** Slack admits no more connections of an app (I4). */
const MAX_CONNECTIONS = 10;
/** Slots of an app, and how many more connections it may have where nobody is suspected (I4). */
const SLOTS = 2;
const SPARE = 2;
/** How long a fault is felt after its end. */
const FELT_MS = 3_000;
const COURSE_MS = 5_000;

export function judge(options: ChaosOptions, evidence: Evidence): ChaosReport {
  const { record, verdict, timeline, said } = evidence;
  const count = (...names: (keyof Verdict)[]) => names.reduce((sum, name) => sum + verdict[name].length, 0);
  const waits = ackWaits(record);
  const replies = replyWaits(record);
  const gaps = gapsOf(evidence);
  return {
    options,
    startedAt: new Date(evidence.startMs).toISOString(),
    commands: said.length,
    faults: timeline.length,
    kills: timeline.flatMap(({ signals }) => signals).filter(({ signal }) => signal === 'SIGKILL').length,
    lost: count('lostEffects', 'lostReplies', 'ackedNotStored', 'neverAcked', 'unfinished'),
    duplicated: count('doubledEffects', 'doubledReplies', 'doubledEntries'),
    outOfOrder: count('outOfOrder'),
    verdict: Object.fromEntries(
      Object.entries(verdict).map(([name, wrong]) => [name, wrong.length]),
    ) as ChaosReport['verdict'],
    problems: problemsOf(options, evidence),
    takeovers: takeoverRows(evidence.takeovers),
    apps: appRows(evidence, waits, gaps),
    byFault: faultRows(timeline, waits, gaps),
    ackMs: spreadOf(waits.map(({ waitedMs }) => waitedMs)),
    replyMs: spreadOf(replies.map(({ waitedMs }) => waitedMs)),
    course: courseOf(evidence.startMs, waits, replies),
    recoveredMs: recoveredMs(evidence, gaps),
    timeline,
  };
}

/** Gaps in times since 1970; one that never ended ends with the run. */
interface WallGap {
  readonly appId: string;
  readonly fromMs: number;
  readonly forMs: number;
}

function gapsOf({ record, restMs }: Evidence): WallGap[] {
  const [event] = record.events;
  const offsetMs = event ? event.sentAt - event.at : 0;
  return checkConnections(record).gaps.map(({ appId, fromMs, forMs }: Gap) => {
    const beganMs = fromMs + offsetMs;
    return { appId, fromMs: beganMs, forMs: forMs ?? restMs - beganMs };
  });
}

function problemsOf(options: ChaosOptions, evidence: Evidence): string[] {
  const { verdict, epochs, secrets, timeline, exitCodes } = evidence;
  const wanted = Math.round((durationMsOf(options) / 1_000) * options.perSecond);
  const troubles = timeline.filter(({ trouble }) => trouble !== null);
  return [
    ...(evidence.said.length === wanted
      ? []
      : [`${evidence.said.length} of ${wanted} commands were written`]),
    ...Object.entries(verdict)
      .filter(([, wrong]) => wrong.length > 0)
      .map(([name, wrong]) => `${name}: ${wrong.length}, such as ${wrong.slice(0, 3).join(', ')}`),
    ...epochs.fell.map((slot) => `the epoch of ${slot} fell`),
    ...epochs.notRaised.map((slot) => `${slot} changed hands without a new epoch`),
    ...secrets.map((found) => `readable: ${found}`),
    ...connectionProblems(evidence),
    ...evidence.takeovers
      .filter(({ tookMs }) => tookMs === null)
      .map(({ slot, fault }) => `${slot} was never taken over after ${fault}`),
    ...evidence.unexplainedEnds,
    ...exitCodes
      .filter((code) => code !== 0)
      .map((code) => `a process ended with ${code} when asked to stop`),
    ...troubles.map(({ fault, target, trouble }) => `${fault} of ${target} could not be played: ${trouble}`),
  ];
}

function connectionProblems({ record, casts, connectionsAtRest }: Evidence): string[] {
  const { most } = checkConnections(record);
  return [
    ...(most > MAX_CONNECTIONS ? [`an app had ${most} connections`] : []),
    ...casts.flatMap(({ appId }) => {
      const states = connectionsAtRest.get(appId) ?? [];
      const isWell = states.includes('open') && states.length <= SLOTS + SPARE;
      return isWell ? [] : [`${appId} came to rest with connections that are ${states.join(', ') || 'gone'}`];
    }),
  ];
}

function takeoverRows(takeovers: readonly Takeover[]): TakeoverRow[] {
  return [...new Set(takeovers.map(({ fault }) => fault))].sort().map((fault) => {
    const took = takeovers.flatMap((one) => (one.fault === fault && one.tookMs !== null ? [one.tookMs] : []));
    return { fault, ...spreadOf(took) };
  });
}

function appRows(
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

function faultRows(
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
function courseOf(startMs: number, acks: readonly Wait[], replies: readonly Wait[]): CourseRow[] {
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

/** I11: how long after the last fault some app was still without a connection. */
function recoveredMs({ timeline }: Evidence, gaps: readonly WallGap[]): number {
  const lastMs = timeline.reduce((last, { endedMs }) => Math.max(last, endedMs), 0);
  return longest(gaps.map(({ fromMs, forMs }) => fromMs + forMs - lastMs));
}

function longest(times: readonly number[]): number {
  return Math.round(times.reduce((most, ms) => Math.max(most, ms), 0));
}
