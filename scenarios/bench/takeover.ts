import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { castPeople } from '../support/people.ts';
import { type Place, startFleet } from '../support/processes.ts';
import { untilSettled } from '../support/settled.ts';
import { spreadOf } from '../support/spread.ts';
import { PREFIX, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/**
 * How long a slot is without its connection after a socket worker dies, and the fleet without a leader after its leader
 * does: kills and stops them in turn, and measures from the signal until Postgres knows another worker that has the slot
 * live, and until Redis knows another leader.
 * `--apps 20 --workers 3 --rounds 20 --json takeover.json`. Prints a table.
 */
const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '20' },
    workers: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});
const FAULTS = ['SIGKILL', 'SIGSTOP'] as const;
const LOOK_EVERY_MS = 5;
type Fault = (typeof FAULTS)[number];
type Times = Record<Fault, number[]>;

const stage = await setStage('bench-takeover');
const { control } = stage.simulator;
await control.changeSettings({ rateLimits: false });
for (let n = 0; n < Number(values.apps); n++)
  await castPeople(control, stage.store, { workspaces: 1, people: 1 });
const leases = createLeaseStore({
  url: stage.redisUrl,
  prefix: PREFIX,
  log: recordingLog(),
  clock: systemClock,
});
const fleet = startFleet({
  environment: stage.environment,
  counts: { coordinator: 2, 'socket-worker': Number(values.workers) },
  logDir: stage.logDir,
});
const workers = fleet.places.filter(({ app }) => app === 'socket-worker');
try {
  const times: Times = { SIGKILL: [], SIGSTOP: [] };
  const leaderTimes: Times = { SIGKILL: [], SIGSTOP: [] };
  for (let round = 0; round < Number(values.rounds); round++)
    for (const fault of FAULTS) {
      await untilSettled(stage, { slots: Number(values.apps) * 2, workers: workers.length });
      const worker = workers[round % workers.length];
      if (worker) times[fault].push(...(await takeoverTimes(worker, fault)));
      leaderTimes[fault].push(await leaderTime(fault));
    }
  report(times, leaderTimes);
} finally {
  await fleet.stop();
  await leases.close();
  await stage.close();
}

/** For each slot that the worker had: milliseconds from the signal until another one reported it live. */
async function takeoverTimes(worker: Place, fault: Fault): Promise<number[]> {
  const pid = worker.pid ?? 0;
  const victim = (await leases.fleet()).workers.find((one) => one.pid === pid)?.id ?? '';
  const lost = [...(await owners())].filter(([, owner]) => owner === victim).map(([slot]) => slot);
  const tookMs = new Map<string, number>();
  const startMs = performance.now();
  process.kill(pid, fault);
  const look = async () => {
    const now = await owners();
    const atMs = performance.now() - startMs;
    for (const slot of lost) if (!tookMs.has(slot) && now.get(slot) !== victim) tookMs.set(slot, atMs);
    return tookMs.size === lost.length;
  };
  await until('all slots are taken over', look, { everyMs: LOOK_EVERY_MS });
  if (fault === 'SIGSTOP') process.kill(pid, 'SIGCONT');
  return [...tookMs.values()];
}

/** Milliseconds from the signal until another coordinator leads. */
async function leaderTime(fault: Fault): Promise<number> {
  const before = await until('somebody leads', async () => (await leases.fleet()).leader);
  const pid = (await leases.processes()).find(({ id }) => id === before.id)?.pid ?? 0;
  const startMs = performance.now();
  process.kill(pid, fault);
  await until(
    'another one leads',
    async () => {
      const { leader } = await leases.fleet();
      return leader !== null && leader.term > before.term;
    },
    { everyMs: LOOK_EVERY_MS },
  );
  const tookMs = performance.now() - startMs;
  if (fault === 'SIGSTOP') process.kill(pid, 'SIGCONT');
  return tookMs;
}

/** Which worker was the last to report a slot live. */
async function owners(): Promise<Map<string, string>> {
  const { rows } = await stage.sql.query(
    `SELECT app_id || '#' || index AS slot, worker_id FROM slots WHERE state = 'live'`,
  );
  return new Map(rows.map(({ slot, worker_id }) => [slot, worker_id]));
}

function report(times: Times, leaderTimes: Times): void {
  const rows = [...summary('socket worker', times), ...summary('leader', leaderTimes)];
  // biome-ignore lint/suspicious/noConsole: this program's result is a table.
  console.table(rows);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ options: values, rows }, null, 2)}\n`);
}

function summary(who: string, times: Times) {
  return FAULTS.map((fault) => {
    const { count, p50, p99, most } = spreadOf(times[fault]);
    return { who, fault, measured: count, 'p50 ms': p50, 'p99 ms': p99, 'most ms': most };
  });
}
