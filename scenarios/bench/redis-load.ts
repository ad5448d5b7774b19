import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recordingLog, seededRandom } from '@muster/fleet/testing';
import { announcePresence, createLeaseStore, type LeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { scripts } from '../../packages/leases/src/redis/scripts.ts';
import { createProcessClock } from '../simulated/process-clock.ts';
import { cpuSeconds } from '../support/process-cpu.ts';
import { startFleet } from '../support/processes.ts';
import { openRedisMeter, type RedisMeter } from '../support/redis-usage.ts';
import { PREFIX, type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { type PretendWorker, startPretendWorker } from './pretend-worker.ts';

/**
 * What the fleet costs Redis: real lease keepers with pretended connections, and a real coordinator process, on a real
 * Redis that counts by itself, so that what the clients cost does not matter.
 * `--sizes 10x1000,100x10000,300x30000,1000x100000 --rest 10 --json redis.json`; a size is workers x slots of them all.
 * Three phases each: all workers start at once, nothing changes for `rest` seconds, one worker dies. Prints a table.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10x1000,100x10000,300x30000,1000x100000' },
    rest: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});
const SLOTS_PER_APP = 2;
/** Every run of a script above this is noted. */
const SLOW_MS = 1;
const DEADLINE = { deadlineMs: 300_000, everyMs: 20 };

type Row = Record<string, number>;

interface Member {
  readonly worker: PretendWorker;
  readonly store: LeaseStore;
  stop(): Promise<void>;
}

const rows: Row[] = [];
for (const size of values.sizes.split(',')) {
  const [workers = 0, slots = 0] = size.split('x').map(Number);
  rows.push(await measure(workers, slots));
  // After each: a larger size may be too much for this machine.
  // biome-ignore lint/suspicious/noConsole: this program's result is a table.
  console.table(rows);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ options: values, rows }, null, 2)}\n`);
}

async function measure(workers: number, slots: number): Promise<Row> {
  const stage = await setStage(`bench-redis-${workers}`);
  const meter = openRedisMeter(stage.redisUrl);
  const { environment, logDir } = stage;
  const fleet = startFleet({ environment, counts: { coordinator: 1 }, logDir });
  const members: Member[] = [];
  try {
    await wantSlots(stage, slots);
    const started = await phase(meter, async () => {
      for (let n = 0; n < workers; n++) members.push(join(stage, n));
      await untilLive(members, slots);
    });
    await until('nothing changes any more', () => isQuiet(meter), DEADLINE);
    const coordinator = fleet.places[0]?.pid;
    const cpuBefore = cpuSeconds(coordinator);
    const rest = await phase(meter, () => systemClock.sleep(Number(values.rest) * 1000));
    const coordinatorCpu = cpuSeconds(coordinator) - cpuBefore;
    const observed = await phase(meter, () => observeOnce(stage));
    const lost = await phase(meter, async () => {
      const [victim] = members.splice(Math.floor(workers / 2), 1);
      await victim?.stop();
      await untilLive(members, slots);
    });
    return {
      workers,
      slots,
      'commands/s': Math.round(rest.commands / rest.seconds),
      'scripts/s': Math.round(rest.scripts / rest.seconds),
      'cpu %': percent(rest),
      'leader cpu %': percent({ ...rest, cpuSeconds: coordinatorCpu }),
      'observe kB': Math.round(observed.bytesOut / 1000),
      'observe ms': most(observed.observes),
      'start s': fixed(started.seconds),
      'start cpu %': percent(started),
      'start observes': started.observes.length,
      'of them s': fixed(started.observes.reduce((sum, ms) => sum + ms, 0) / 1000),
      'lost s': fixed(lost.seconds),
      'lost cpu %': percent(lost),
      'lost observes': lost.observes.length,
    };
  } finally {
    await fleet.stop();
    await Promise.all(members.map((member) => member.stop()));
    meter.close();
    await stage.close();
  }
}

/** Apps without installations are wanted as soon as they have a token: nobody connects here. */
async function wantSlots({ sql }: Stage, slots: number): Promise<void> {
  await sql.query(
    `INSERT INTO apps (id, kind, name, app_token_sealed, slots, updated_at)
     SELECT 'A' || lpad(n::text, 7, '0'), 'own', 'Load', '\\x00', ${SLOTS_PER_APP}, now()
     FROM generate_series(1, $1::int) AS n`,
    [slots / SLOTS_PER_APP],
  );
}

/** As large as the metrics that a socket worker tells. */
const SNAPSHOT = 'x'.repeat(2_500);

function join({ redisUrl }: Stage, n: number): Member {
  const clock = createProcessClock(systemClock);
  const log = recordingLog();
  const store = createLeaseStore({ url: redisUrl, prefix: PREFIX, log, clock });
  const id = `socket-worker-${String(n).padStart(4, '0')}`;
  const worker = startPretendWorker(id, 2_000, clock, store, seededRandom(n));
  const self = { kind: 'socket-worker', id, pid: n, host: 'bench', since: '2026-01-01T00:00:00Z' } as const;
  const presence = announcePresence({
    store,
    process: () => self,
    snapshot: async () => SNAPSHOT,
    clock,
    log,
  });
  return {
    worker,
    store,
    /** As a killed process: nothing of it runs on, and its connections close. */
    async stop() {
      worker.kill();
      void presence.stop();
      await store.close();
    },
  };
}

/** Counted in this process, so that looking costs Redis nothing. */
async function untilLive(members: readonly Member[], slots: number): Promise<void> {
  const live = () => members.reduce((sum, { worker }) => sum + worker.live().length, 0);
  await until(`${slots} slots are live`, () => live() >= slots, {
    ...DEADLINE,
    describe: () => `${live()} are.`,
  });
}

async function isQuiet(meter: RedisMeter): Promise<boolean> {
  const slow = await meter.noteSlow(SLOW_MS);
  await systemClock.sleep(1_000);
  return (await slow()).length === 0;
}

/** Everything that a coordinator reads when it begins to lead. */
async function observeOnce({ redisUrl }: Stage): Promise<void> {
  const log = recordingLog();
  const store = createLeaseStore({ url: redisUrl, prefix: PREFIX, log, clock: systemClock });
  await until('it observed', () => store.observe().catch(() => null), DEADLINE);
  await store.close();
}

async function phase(meter: RedisMeter, act: () => Promise<void>) {
  const slow = await meter.noteSlow(SLOW_MS);
  const end = await meter.begin();
  await act();
  const usage = await end();
  const observes = (await slow()).filter(({ digest }) => digest === scripts.observe.digest);
  return { ...usage, observes: observes.map(({ ms }) => ms) };
}

function percent({ cpuSeconds, seconds }: { cpuSeconds: number; seconds: number }): number {
  return fixed((cpuSeconds / seconds) * 100);
}

function most(each: readonly number[]): number {
  return fixed(each.reduce((high, one) => Math.max(high, one), 0));
}

function fixed(value: number): number {
  return Math.round(value * 100) / 100;
}
