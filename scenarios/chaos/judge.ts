import type { Verdict } from '../checkers/check-commands.ts';
import { checkConnections, type Gap } from '../checkers/check-connections.ts';
import type { readRecord } from '../checkers/read-record.ts';
import type { Takeover } from '../checkers/takeovers.ts';
import { ackWaits, replyWaits } from '../checkers/waits.ts';
import type { checkEpochs } from '../checkers/watch-epochs.ts';
import type { Said } from '../support/load.ts';
import type { Cast } from '../support/people.ts';
import { spreadOf } from '../support/spread.ts';
import { type ChaosOptions, durationMsOf } from './options.ts';
import type { Happened } from './play-schedule.ts';
import type { ChaosReport } from './report.ts';
import { appRows, courseRows, faultRows, longest, takeoverRows, type WallGap } from './rows.ts';

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
    course: courseRows(evidence.startMs, waits, replies),
    recoveredMs: recoveredMs(evidence, gaps),
    timeline,
  };
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

/** I11: how long after the last fault some app was still without a connection. */
function recoveredMs({ timeline }: Evidence, gaps: readonly WallGap[]): number {
  const lastMs = timeline.reduce((last, { endedMs }) => Math.max(last, endedMs), 0);
  return longest(gaps.map(({ fromMs, forMs }) => fromMs + forMs - lastMs));
}
