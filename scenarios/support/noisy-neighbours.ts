import { type Random, slotName } from '@muster/fleet';
import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore, type LeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { checkPhase, type Phase, type PhaseSeen } from '../checkers/check-phase.ts';
import { readRecord } from '../checkers/read-record.ts';
import { joinCasts } from './join-casts.ts';
import { beginWriting } from './load.ts';
import { countLostLeases } from './lost-leases.ts';
import { type BadApps, beginNoise, endTrouble } from './noise.ts';
import { type Cast, castPeople } from './people.ts';
import { startFleet } from './processes.ts';
import { isSettled, type Rest, untilSettled } from './settled.ts';
import { PREFIX, type Stage } from './stage.ts';
import { until } from './until.ts';

export interface NoisyOptions {
  /** Four of them are bad in every other phase. */
  readonly apps: number;
  readonly workers: number;
  /** Each a quiet phase and a noisy one. */
  readonly rounds: number;
  /** How long a phase takes; a noisy one longer, until the app that is cut is in quarantine. */
  readonly phaseMs: number;
  readonly perSecond: number;
  readonly random: Random;
}

export interface NoisyRound {
  readonly quiet: PhaseSeen;
  readonly noisy: PhaseSeen;
  /** What a person is shown of the bad apps' slots at the end of the noisy phase. */
  readonly shown: Readonly<Record<keyof BadApps, readonly ShownSlot[]>>;
}

export interface ShownSlot {
  readonly state: string;
  readonly detail: string | null;
  /** The next try. */
  readonly retryAt: Date | null;
}

export interface NoisyOutcome {
  readonly rounds: readonly NoisyRound[];
  /** Leases that ran out for want of processor time: whatever follows from them is no neighbour's doing. */
  readonly leasesLost: number;
  readonly exitCodes: readonly (number | null)[];
}

const SLOTS_PER_APP = 2;

/** What well apps notice of four bad ones: the same load without and with them, in turns. */
export async function runNoisyNeighbours(stage: Stage, options: NoisyOptions): Promise<NoisyOutcome> {
  const { control } = stage.simulator;
  await control.changeSettings({ rateLimits: false });
  const casts: Cast[] = [];
  for (let n = 0; n < options.apps; n++)
    casts.push(await castPeople(control, stage.store, { kind: 'own', workspaces: 1, people: 1 }));
  const [refused = '', hanging = '', garbled = '', cut = ''] = casts.map(({ appId }) => appId);
  const play: Play = { stage, options, bad: { refused, hanging, garbled, cut }, well: casts.slice(4) };
  const fleet = startFleet({
    environment: stage.environment,
    counts: { coordinator: 1, 'socket-worker': options.workers, 'task-worker': 1 },
    logDir: stage.logDir,
  });
  const log = recordingLog();
  const leases = createLeaseStore({ url: stage.redisUrl, prefix: PREFIX, log, clock: systemClock });
  try {
    await untilSettled(stage, restOf(play));
    const phases: { quiet: Phase; noisy: Phase; shown: NoisyRound['shown'] }[] = [];
    for (let n = 0; n < options.rounds; n++) {
      if (n > 0) await heal(play, leases);
      const quiet = await writeWhile(play, () => systemClock.sleep(options.phaseMs));
      phases.push({ quiet, ...(await noisyPhase(play)) });
    }
    const record = await readRecord(control);
    const apps = new Set(play.well.map(({ appId }) => appId));
    const rounds = phases.map(({ quiet, noisy, shown }) => ({
      quiet: checkPhase(record, quiet, apps),
      noisy: checkPhase(record, noisy, apps),
      shown,
    }));
    return { rounds, leasesLost: countLostLeases(stage), exitCodes: await fleet.stop() };
  } finally {
    await fleet.stop();
    await leases.close();
  }
}

interface Play {
  readonly stage: Stage;
  readonly options: NoisyOptions;
  readonly bad: BadApps;
  readonly well: readonly Cast[];
}

function restOf({ options }: Play): Rest {
  return { slots: options.apps * SLOTS_PER_APP, workers: options.workers };
}

async function noisyPhase(play: Play): Promise<{ noisy: Phase; shown: NoisyRound['shown'] }> {
  const { stage, options, bad } = play;
  const noise = await beginNoise(stage.simulator.control, bad);
  const noisy = await writeWhile(play, async () => {
    await systemClock.sleep(options.phaseMs);
    await until('the app that is cut is in quarantine', async () =>
      (await readShown(stage, bad.cut)).every(({ detail }) => detail?.startsWith('quarantined')),
    );
  });
  const [refused, hanging, garbled, cut] = await Promise.all(
    [bad.refused, bad.hanging, bad.garbled, bad.cut].map((appId) => readShown(stage, appId)),
  );
  await noise.stop();
  await endTrouble(stage.simulator.control, bad);
  return {
    noisy,
    shown: { refused: refused ?? [], hanging: hanging ?? [], garbled: garbled ?? [], cut: cut ?? [] },
  };
}

/** People of the well apps write while something goes on; the phase is over once Slack waits for no ack any more. */
async function writeWhile({ stage, options, well }: Play, act: () => Promise<void>): Promise<Phase> {
  const { control } = stage.simulator;
  const fromN = await lastN(stage);
  const writing = beginWriting(control, joinCasts(well).people, options);
  await act();
  writing.stop();
  await writing.all;
  await until('nothing waits for an ack', async () =>
    (await control.record({ since: fromN })).events.every(({ outcome }) => outcome !== 'pending'),
  );
  return { fromN, untilN: await lastN(stage) };
}

async function lastN({ simulator }: Stage): Promise<number> {
  return (await simulator.control.record({ since: Number.MAX_SAFE_INTEGER - 1, limit: 1 })).last;
}

/** Has the fleet try again at once, as a person would who mended everything. */
async function heal(play: Play, leases: LeaseStore): Promise<void> {
  const { stage, bad } = play;
  await stage.store.apps.markTokenAccepted(bad.refused);
  const slots = Object.values(bad).flatMap((appId) => [slotName(appId, 0), slotName(appId, 1)]);
  await until(
    'the bad apps are well again',
    async () => {
      for (const slot of slots) await leases.retry(slot);
      return isSettled(stage, restOf(play));
    },
    { everyMs: 1_000 },
  );
}

async function readShown({ sql }: Stage, appId: string): Promise<ShownSlot[]> {
  const { rows } = await sql.query<ShownSlot>(
    `SELECT state, detail, retry_at AS "retryAt" FROM slots WHERE app_id = $1 ORDER BY index`,
    [appId],
  );
  return rows;
}
