import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededRandom } from '@muster/fleet/testing';
import { ackTimes } from '../checkers/ack-times.ts';
import { runRollingRestarts } from '../support/rolling-restarts.ts';
import { spreadOf } from '../support/spread.ts';
import { setStage } from '../support/stage.ts';

/**
 * Socket workers are replaced one after the other while people write to every app: what became of connections, events
 * and acks. `--rounds 20 --workers 3 --shared 2 --own 20 --per-second 40 --connects-per-minute 600 --json rolling.json`.
 * Prints a table; ends with 1 if an app was without a connection or anything was lost or done twice.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    workers: { type: 'string', default: '3' },
    shared: { type: 'string', default: '2' },
    own: { type: 'string', default: '20' },
    'per-second': { type: 'string', default: '40' },
    'connects-per-minute': { type: 'string', default: '600' },
    json: { type: 'string' },
  },
});
const made = await setStage('bench-rolling');
const environment = { ...made.environment, MUSTER_CONNECTS_PER_MINUTE: values['connects-per-minute'] };
try {
  const { outcome, restarts } = await runRollingRestarts(
    { ...made, environment },
    {
      restarts: Number(values.rounds),
      workers: Number(values.workers),
      sharedApps: Number(values.shared),
      ownApps: Number(values.own),
      perSecond: Number(values['per-second']),
      random: seededRandom(1),
    },
  );
  const { connections, verdict, record, said } = outcome;
  const faults = Object.entries(verdict).filter(([, wrong]) => wrong.length > 0);
  const times = {
    'SIGTERM to exit ms': spreadOf(restarts.map(({ endedMs }) => endedMs)),
    'SIGTERM to all settled ms': spreadOf(restarts.map(({ settledMs }) => settledMs)),
    'delivery to ack ms': spreadOf(ackTimes(record)),
  };
  const counts = {
    restarts: restarts.length,
    'exit codes not 0': restarts.filter(({ exitCode }) => exitCode !== 0).length,
    commands: said.length,
    'delivered again': record.deliveries.filter(({ attempt }) => attempt > 0).length,
    'fewest connections of an app': connections.fewest,
    'most connections of an app': connections.most,
    'connections opened': connections.opened,
    'times without a connection': connections.gaps.length,
    'faults of the checker': faults.length,
  };
  report({ counts, times, gaps: connections.gaps, faults });
  process.exitCode = connections.gaps.length + faults.length > 0 ? 1 : 0;
} finally {
  await made.close();
}

function report(found: { counts: object; times: object; gaps: object; faults: object }): void {
  // biome-ignore-start lint/suspicious/noConsole: this program's result is a table.
  console.table(found.counts);
  console.table(found.times);
  // biome-ignore-end lint/suspicious/noConsole: see above.
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ options: values, ...found }, null, 2)}\n`);
}
