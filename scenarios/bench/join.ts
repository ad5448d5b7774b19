import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setStage } from '../support/stage.ts';
import { measureJoin } from '../support/worker-join.ts';

/**
 * How long workers that join take until they have their share, and how much moves for it.
 * `--apps 500 --workers 4 --joining 2 --connects-per-minute 1 --json join.json`. Prints a table.
 */
const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '500' },
    workers: { type: 'string', default: '4' },
    joining: { type: 'string', default: '2' },
    'connects-per-minute': { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const stage = await setStage('bench-join');
const environment = { ...stage.environment, MUSTER_CONNECTS_PER_MINUTE: values['connects-per-minute'] };
try {
  const joined = await measureJoin(
    { ...stage, environment },
    { apps: Number(values.apps), workers: Number(values.workers), joining: Number(values.joining) },
  );
  const { connections, before, after, moves, leastMoves, leasesLost, tookMs } = joined;
  const row = {
    'own apps': Number(values.apps),
    before: before.join(' '),
    after: after.join(' '),
    'took s': Math.round(tookMs / 100) / 10,
    moves,
    'least moves': leastMoves,
    'leases lost': leasesLost,
    'times without a connection': connections.gaps.length,
    'most connections of an app': connections.most,
  };
  // biome-ignore lint/suspicious/noConsole: this program's result is a table.
  console.table(row);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ options: values, ...joined }, null, 2)}\n`);
} finally {
  await stage.close();
}
