import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkCommands, type Verdict } from '../checkers/check-commands.ts';
import { type ConnectionsSeen, checkConnections } from '../checkers/check-connections.ts';
import { readRecord } from '../checkers/read-record.ts';
import { checkEpochs } from '../checkers/watch-epochs.ts';
import { beginWriting, type Load, type Said } from './load.ts';
import { type Cast, castPeople } from './people.ts';
import { type App, type Fleet, startFleet } from './processes.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Repeated deliveries: at once, then later; the last one 45 s after the first. */
export const RETRY_DELAYS_MS = [0, 2_000, 8_000, 35_000];
/** How long a run may take to come to rest after the last command; then it is judged as it is. */
const SETTLE_DEADLINE_MS = 180_000;

export interface LoadRun extends Load {
  readonly cast: Cast;
  readonly counts: Readonly<Partial<Record<App, number>>>;
  /** What must be true, besides two connections of the app, before anybody writes. */
  readonly ready?: () => Promise<boolean>;
  /** Breaks things while people write: it is over once they have written `count`, or else they write until it is. */
  readonly faults: (fleet: Fleet, written: () => number) => Promise<void>;
}

export interface LoadOutcome {
  readonly verdict: Verdict;
  /** Slots whose epochs went wrong, and where secrets were found: none. */
  readonly epochs: Awaited<ReturnType<typeof checkEpochs>>;
  readonly secrets: readonly string[];
  readonly connections: ConnectionsSeen;
  readonly said: readonly Said[];
  readonly record: RecordParts;
  /** How often each place's process ended without being asked, and what those said that were asked in the end. */
  readonly deaths: Readonly<Record<string, number>>;
  readonly exitCodes: readonly (number | null)[];
}

/** 50 people in 3 workspaces, two workers of each kind. */
export const TEAM = { workspaces: 3, people: 50 };
export const TWO_OF_EACH = { coordinator: 1, 'socket-worker': 2, 'task-worker': 2 };

/** One shared app and its people, in a Slack that sets no limits and repeats what was not acked for 45 s. */
export async function prepareSlack(stage: Stage, size = TEAM): Promise<Cast> {
  const { control } = stage.simulator;
  await control.changeSettings({ rateLimits: false, retryDelaysMs: RETRY_DELAYS_MS });
  return castPeople(control, stage.store, size);
}

/** People write commands to a whole fleet while things break; at rest it is stopped, and everything is checked. */
export async function runLoad(stage: Stage, run: LoadRun): Promise<LoadOutcome> {
  const { control } = stage.simulator;
  const { environment, logDir } = stage;
  const fleet = startFleet({ environment, counts: run.counts, logDir });
  try {
    await untilConnected(stage, run.cast.appId);
    if (run.ready) await until('the fleet is ready', run.ready);
    const writing = beginWriting(control, run.cast.people, run);
    const faults = run.faults(fleet, writing.written).finally(() => {
      if (run.count === undefined) writing.stop();
    });
    const [said] = await Promise.all([writing.all, faults]);
    await settle(stage, said);
    const connections = checkConnections(await readRecord(control));
    const exitCodes = await fleet.stop();
    const record = await readRecord(control);
    const verdict = await checkCommands(said, record, stage.sql);
    keepEvidence(stage, said, record, verdict);
    return {
      verdict,
      epochs: await checkEpochs(stage.sql),
      secrets: await stage.findSecrets(run.cast.secrets),
      connections,
      said,
      record,
      deaths: Object.fromEntries(fleet.places.map(({ name, deaths }) => [name, deaths])),
      exitCodes,
    };
  } finally {
    await fleet.stop();
  }
}

/** Waits until the app has its two connections. */
export async function untilConnected({ simulator }: Stage, appId: string): Promise<void> {
  await until('both slots are live', async () => {
    const app = (await simulator.control.state()).apps.find(({ id }) => id === appId);
    return (app?.connections.filter(({ state }) => state === 'open').length ?? 0) >= 2;
  });
}

/** Waits for rest: nothing waits in Postgres, and Slack has nothing more to deliver, for what it repeats could count twice. */
export async function settle(
  { sql, simulator }: Stage,
  said: readonly Said[],
  deadlineMs = SETTLE_DEADLINE_MS,
): Promise<void> {
  const atRest = async () => {
    const [row] = await rowsOf(
      sql,
      `SELECT (SELECT count(*) FROM journal)::int AS effects,
              (SELECT count(*) FROM inbox WHERE state = 'new')::int AS waiting,
              (SELECT count(*) FROM outbox WHERE state = 'unsent')::int AS unsent`,
    );
    if (!row || row.effects < said.length || row.waiting > 0 || row.unsent > 0) return false;
    return (await readRecord(simulator.control)).events.every(({ outcome }) => outcome !== 'pending');
  };
  // Judged all the same when it never comes to rest: the verdict says what is missing.
  await until('the fleet is at rest', atRest, { deadlineMs, everyMs: 500 }).catch(() => {});
}

/** None while Postgres is away: what was broken last may just be coming back. */
async function rowsOf(sql: Stage['sql'], query: string) {
  return (await sql.query(query).catch(() => ({ rows: [] }))).rows;
}

/** What Slack saw of the commands that went wrong, beside the fleet's logs: for whoever looks into a failure. */
export function keepEvidence(
  { logDir }: Stage,
  said: readonly Said[],
  record: RecordParts,
  verdict: Verdict,
): void {
  const faults = Object.values(verdict).flat().join('\n');
  if (faults === '') return;
  const evidence = said
    .filter(({ word, ts }) => faults.includes(word) || faults.includes(ts))
    .map(({ word, ts, person }) => {
      const events = record.events.filter((event) => event.channel === person.channel && event.ts === ts);
      const ids = new Set(events.map(({ eventId }) => eventId));
      const deliveries = record.deliveries.filter(({ eventId }) => ids.has(eventId));
      const calls = record.calls.filter((call) => String(call.args.text).includes(word));
      return { word, events, deliveries, calls };
    });
  writeFileSync(path.join(logDir, 'evidence.json'), JSON.stringify({ verdict, evidence }, null, 2));
}

export type RecordParts = Awaited<ReturnType<typeof readRecord>>;
