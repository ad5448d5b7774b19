import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CHAOS_DEFAULTS } from './options.ts';
import { printReport } from './report.ts';
import { runChaos } from './run-chaos.ts';

/**
 * Real processes, Postgres, Redis and a pretend Slack, and everything that can break breaks while people write.
 * `--minutes 10 --seed 7 --per-second 90 --only kill,redis --json chaos.json`. The same options draw the same faults.
 * Prints tables; ends with 1 when anything is wrong, and then says where the logs are.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: String(CHAOS_DEFAULTS.minutes) },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    'per-second': { type: 'string', default: String(CHAOS_DEFAULTS.perSecond) },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const print = (text: string) => void process.stdout.write(`${text}\n`);

print(`seed ${values.seed}`);
const report = await runChaos(
  'chaos',
  {
    ...CHAOS_DEFAULTS,
    seed: Number(values.seed),
    minutes: Number(values.minutes),
    perSecond: Number(values['per-second']),
    only: values.only.split(',').filter((part) => part !== ''),
  },
  print,
);
// biome-ignore lint/suspicious/noConsole: this program's result is a table.
printReport(report, print, (rows) => console.table(rows));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (report.problems.length > 0) {
  print('What the processes said, the timeline and the evidence are in .cache/scenarios/chaos.');
}
// All is closed; a socket that the local Slack reset at a bad moment would keep Node from ending by itself.
process.exit(report.problems.length > 0 ? 1 : 0);
