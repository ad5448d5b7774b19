import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededRandom } from '@muster/fleet/testing';
import type { PhaseSeen } from '../checkers/check-phase.ts';
import { runNoisyNeighbours } from '../support/noisy-neighbours.ts';
import { spreadOf } from '../support/spread.ts';
import { setStage } from '../support/stage.ts';

/**
 * What 96 well apps notice of four bad ones (token refused, handshake that hangs, garbage, cut every second): the same
 * load without and with them, in turns, judged by what Slack saw.
 * `--apps 100 --workers 2 --rounds 3 --seconds 20 --per-second 50 --json noisy.json`. Prints a table.
 */
const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '100' },
    workers: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '20' },
    'per-second': { type: 'string', default: '50' },
    json: { type: 'string' },
  },
});
const stage = await setStage('bench-noisy');
try {
  const { rounds, leasesLost } = await runNoisyNeighbours(stage, {
    apps: Number(values.apps),
    workers: Number(values.workers),
    rounds: Number(values.rounds),
    phaseMs: Number(values.seconds) * 1000,
    perSecond: Number(values['per-second']),
    random: seededRandom(1),
  });
  const rows = [
    ...rounds.flatMap(({ quiet, noisy }, n) => [
      rowOf(`${n + 1} without`, [quiet]),
      rowOf(`${n + 1} with`, [noisy]),
    ]),
    rowOf(
      'all without',
      rounds.map(({ quiet }) => quiet),
    ),
    rowOf(
      'all with',
      rounds.map(({ noisy }) => noisy),
    ),
  ];
  // biome-ignore-start lint/suspicious/noConsole: this program's result is a table.
  console.table(rows);
  console.log(`leases lost for want of processor time: ${leasesLost}`);
  for (const [app, slots] of Object.entries(rounds.at(-1)?.shown ?? {}))
    for (const { state, detail, retryAt } of slots)
      console.log(`${app}: ${state} ${detail ?? ''} ${retryAt ? `next try ${retryAt.toISOString()}` : ''}`);
  // biome-ignore-end lint/suspicious/noConsole: see above.
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ options: values, rows, leasesLost }, null, 2)}\n`);
} finally {
  await stage.close();
}

function rowOf(phase: string, seen: readonly PhaseSeen[]) {
  const { count, p50, p90, p99, most } = spreadOf(seen.flatMap(({ ackMs }) => ackMs));
  const sum = (of: (one: PhaseSeen) => number) => seen.reduce((total, one) => total + of(one), 0);
  return {
    phase,
    acks: count,
    'p50 ms': p50,
    'p90 ms': p90,
    'p99 ms': p99,
    'most ms': most,
    missed: sum(({ missed }) => missed),
    repeated: sum(({ repeated }) => repeated),
    reconnects: sum(({ reconnects }) => reconnects),
  };
}
