import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '@muster/fleet/testing';
import { systemClock } from '@muster/process';
import { checkCommands } from '../checkers/check-commands.ts';
import { unexplainedEnds } from '../checkers/check-ends.ts';
import { readRecord } from '../checkers/read-record.ts';
import { findTakeovers, type Loss } from '../checkers/takeovers.ts';
import { checkEpochs } from '../checkers/watch-epochs.ts';
import { beginWriting, type Said, type Writing } from '../support/load.ts';
import { keepEvidence, settle } from '../support/run-load.ts';
import { ALL_FAULTS } from './faults/all-faults.ts';
import type { Fault } from './faults/fault.ts';
import { type Evidence, judge } from './judge.ts';
import { type ChaosOptions, durationMsOf } from './options.ts';
import { type Happened, playSequence } from './play-schedule.ts';
import type { ChaosReport } from './report.ts';
import { drawSchedule } from './schedule.ts';
import { type ChaosStage, OPERATOR_TOKEN, setChaos } from './set-chaos.ts';
import { type WorkersSeen, watchWorkers } from './watch-workers.ts';

const TELL_EVERY_MS = 15_000;
/** A busy machine has much to catch up with; a fleet that is stuck is judged as it is then. */
const REST_DEADLINE_MS = 600_000;

/**
 * Breaks everything there is while people write, lets it come to rest, and judges it. `name` tells its logs from
 * other scenarios', which stay in `.cache/scenarios/<name>`; `tell` hears now and then how far it is.
 */
export async function runChaos(
  name: string,
  options: ChaosOptions,
  tell: (line: string) => void,
): Promise<ChaosReport> {
  const faults = ALL_FAULTS.filter(
    ({ name: fault }) => options.only.length === 0 || options.only.some((part) => fault.includes(part)),
  );
  const chaos = await setChaos(name, options);
  const workers = watchWorkers(chaos.stage.redisUrl);
  try {
    const startMs = systemClock.wallMs();
    const happened: Happened[] = [];
    const writing = beginWriting(
      chaos.stage.simulator.control,
      chaos.casts.flatMap(({ people }) => people),
      {
        count: Math.round((durationMsOf(options) / 1_000) * options.perSecond),
        perSecond: options.perSecond,
        random: seededRandom(options.seed),
      },
    );
    const ticker = setInterval(() => tell(progressOf(startMs, writing, happened)), TELL_EVERY_MS);
    try {
      const [said] = await Promise.all([writing.all, breakThings(chaos, options, faults, startMs, happened)]);
      tell(`${progressOf(startMs, writing, happened)}; waiting for rest`);
      await settle(chaos.stage, said, REST_DEADLINE_MS);
      return judge(options, await gather(chaos, workers, startMs, said, happened));
    } finally {
      clearInterval(ticker);
    }
  } finally {
    await workers.stop();
    await chaos.close();
  }
}

async function breakThings(
  chaos: ChaosStage,
  options: ChaosOptions,
  faults: readonly Fault[],
  startMs: number,
  happened: Happened[],
): Promise<void> {
  const { seed, atOnce, restMs, counts } = options;
  const durationMs = durationMsOf(options);
  const aims = { counts, apps: chaos.casts.length };
  const schedule = drawSchedule({ seed, durationMs, atOnce, restMs, faults, aims });
  const busy = new Set<string>();
  const isOver = () => systemClock.wallMs() - startMs >= durationMs;
  const onHappened = (one: Happened) => void happened.push(one);
  await Promise.all(
    schedule.map((sequence) => playSequence(sequence, faults, chaos, { startMs, isOver, onHappened, busy })),
  );
}

/** Everything that is judged by: read while the fleet still runs, its exit codes after it was stopped. */
async function gather(
  { stage, fleet, casts }: ChaosStage,
  workers: WorkersSeen,
  startMs: number,
  said: readonly Said[],
  happened: readonly Happened[],
): Promise<Evidence> {
  const { apps } = await stage.simulator.control.state();
  const restMs = systemClock.wallMs();
  const read = await readRecord(stage.simulator.control);
  // What is read goes on: the fleet's stop ends all connections, which is no gap.
  const record = { ...read, connections: read.connections.map((life) => ({ ...life })) };
  const exitCodes = await fleet.stop();
  const verdict = await checkCommands(said, record, stage.sql);
  keepEvidence(stage, said, record, verdict);
  const timeline = happened.toSorted((a, b) => a.beganMs - b.beganMs);
  writeFileSync(path.join(stage.logDir, 'timeline.json'), `${JSON.stringify(timeline, null, 2)}\n`);
  return {
    startMs,
    restMs,
    said,
    record,
    verdict,
    timeline,
    casts,
    connectionsAtRest: new Map(
      apps.map(({ id, connections }) => [id, connections.map(({ state }) => state)]),
    ),
    takeovers: await findTakeovers(stage.sql, lossesOf(timeline, workers)),
    epochs: await checkEpochs(stage.sql),
    secrets: await stage.findSecrets({
      ...Object.assign({}, ...casts.map((cast) => cast.secrets)),
      'operator token': OPERATOR_TOKEN,
    }),
    unexplainedEnds: unexplainedEnds(
      Object.fromEntries(fleet.places.map(({ name, ends }) => [name, ends])),
      signalsOf(timeline),
    ),
    exitCodes,
  };
}

function signalsOf(timeline: readonly Happened[]): Map<number, NodeJS.Signals[]> {
  const byPid = new Map<number, NodeJS.Signals[]>();
  for (const { pid, signal } of timeline.flatMap(({ signals }) => signals))
    byPid.set(pid, [...(byPid.get(pid) ?? []), signal]);
  return byPid;
}

/** Workers that were killed or stopped; one beside another fault is counted apart, for that one may have held it up. */
function lossesOf(timeline: readonly Happened[], workers: WorkersSeen): Loss[] {
  return timeline.flatMap((one) => {
    const [first, second] = one.signals;
    const workerId = first && workers.idOf(first.pid);
    if (!workerId || !one.target.startsWith('socket-worker') || first.signal === 'SIGTERM') return [];
    const isAlone = !timeline.some((other) => other !== one && mayHoldUp(other, first.atMs));
    const fault = isAlone ? one.fault : `${one.fault}, not alone`;
    const backMs = second?.atMs ?? (first.signal === 'SIGSTOP' ? one.endedMs : null);
    return [{ fault, workerId, atMs: first.atMs, backMs }];
  });
}

/** How long a takeover is under way as a rule, and how long a fault is felt after its end. */
const UNDER_WAY_MS = 1_500;
const FELT_MS = 3_000;
/** Those who have no part in a takeover. */
const BYSTANDERS = /task-worker|gateway/;

function mayHoldUp({ fault, target, beganMs, endedMs }: Happened, atMs: number): boolean {
  if (BYSTANDERS.test(fault) || BYSTANDERS.test(target)) return false;
  return beganMs <= atMs + UNDER_WAY_MS && endedMs + FELT_MS >= atMs;
}

function progressOf(startMs: number, writing: Writing, happened: readonly Happened[]): string {
  const minutes = ((systemClock.wallMs() - startMs) / 60_000).toFixed(1);
  const last = happened.at(-1);
  const latest = last ? `, the last: ${last.fault}, ${last.target}` : '';
  return `${minutes} min: ${writing.written()} commands, ${happened.length} faults${latest}`;
}
