import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '@muster/fleet';
import { checkCommands, type Verdict } from '../checkers/check-commands.ts';
import { readRecord } from '../checkers/read-record.ts';
import { type Said, writeCommands } from './load.ts';
import { type Cast, castPeople } from './people.ts';
import { type Fleet, startFleet } from './processes.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Repeated deliveries: at once, then later; the last one 45 s after the first. */
const RETRY_DELAYS_MS = [0, 2_000, 8_000, 35_000];
/** How long a run may take to come to rest after the last command; then it is judged as it is. */
const SETTLE_DEADLINE_MS = 180_000;

export interface LoadRun {
  readonly commands: number;
  readonly perSecond: number;
  readonly random: Random;
  /** Breaks things while people write. `isOver` turns true when the last command was written. */
  readonly faults: (fleet: Fleet, isOver: () => boolean) => Promise<void>;
}

export interface LoadOutcome {
  readonly verdict: Verdict;
  readonly fleet: Fleet;
  readonly said: readonly Said[];
}

/** 50 people in 3 workspaces write commands to a whole fleet while things break; then everything is checked. */
export async function runLoad(stage: Stage, run: LoadRun): Promise<LoadOutcome> {
  const { control } = stage.simulator;
  await control.changeSettings({ rateLimits: false, retryDelaysMs: RETRY_DELAYS_MS });
  const cast = await castPeople(control, stage.store, { workspaces: 3, people: 50 });
  const fleet = startFleet({
    environment: stage.environment,
    counts: { coordinator: 1, 'socket-worker': 2, 'task-worker': 2 },
    logDir: stage.logDir,
  });
  try {
    await untilConnected(stage, cast);
    let isOver = false;
    const faults = run.faults(fleet, () => isOver);
    const said = await writeCommands(control, cast.people, { count: run.commands, ...run });
    isOver = true;
    await faults;
    await settle(stage, said.length);
    const record = await readRecord(control);
    const verdict = await checkCommands(said, record, stage.sql);
    keepEvidence(stage, said, record, verdict);
    return { verdict, fleet, said };
  } finally {
    await fleet.stop();
  }
}

/** Waits until the app has its two connections. */
export async function untilConnected({ simulator }: Stage, { appId }: Cast): Promise<void> {
  await until('both slots are live', async () => {
    const app = (await simulator.control.state()).apps.find(({ id }) => id === appId);
    return (app?.connections.filter(({ state }) => state === 'open').length ?? 0) >= 2;
  });
}

async function settle({ sql }: Stage, commands: number): Promise<void> {
  const atRest = async () => {
    const { rows } = await sql.query(
      `SELECT (SELECT count(*) FROM journal)::int AS effects,
              (SELECT count(*) FROM inbox WHERE state = 'new')::int AS waiting,
              (SELECT count(*) FROM outbox WHERE state = 'unsent')::int AS unsent`,
    );
    const [row] = rows;
    return row.effects >= commands && row.waiting === 0 && row.unsent === 0;
  };
  // Judged all the same when it never comes to rest: the verdict says what is missing.
  await until('the fleet is at rest', atRest, { deadlineMs: SETTLE_DEADLINE_MS, everyMs: 500 }).catch(
    () => {},
  );
}

/** What Slack saw of the commands that went wrong, beside the fleet's logs: for whoever looks into a failure. */
function keepEvidence({ logDir }: Stage, said: readonly Said[], record: RecordParts, verdict: Verdict): void {
  const words = new Set([
    ...verdict.lostEffects,
    ...verdict.doubledEffects,
    ...verdict.lostReplies,
    ...verdict.doubledReplies,
  ]);
  if (words.size === 0) return;
  const evidence = said
    .filter(({ word }) => words.has(word))
    .map(({ word, ts, person }) => {
      const events = record.events.filter((event) => event.channel === person.channel && event.ts === ts);
      const ids = new Set(events.map(({ eventId }) => eventId));
      const deliveries = record.deliveries.filter(({ eventId }) => ids.has(eventId));
      const calls = record.calls.filter((call) => String(call.args.text).includes(word));
      return { word, events, deliveries, calls };
    });
  writeFileSync(path.join(logDir, 'evidence.json'), JSON.stringify({ verdict, evidence }, null, 2));
}

type RecordParts = Awaited<ReturnType<typeof readRecord>>;
