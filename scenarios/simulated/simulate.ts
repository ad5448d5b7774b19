import { parseArgs } from 'node:util';
import { optionsOf, type RunResult, runSeed } from './run-seed.ts';

/**
 * Runs the simulation of a seed and tells what happened in it: `npm run simulate -- --seed 123`. The same seed by the
 * same commit gives the same history. `--seeds 1000`: that many, one after the other, and only those that break
 * something are told. `--apps`, `--workers`, `--coordinators`, `--faults`, `--messages`, `--restMs`: other sizes. Exits with 1 when
 * an invariant was broken.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    apps: { type: 'string' },
    workers: { type: 'string' },
    coordinators: { type: 'string' },
    capacity: { type: 'string' },
    faults: { type: 'string' },
    messages: { type: 'string' },
    restMs: { type: 'string' },
  },
});
const SIZES = ['apps', 'workers', 'coordinators', 'capacity', 'faults', 'messages', 'restMs'] as const;
const sizes = Object.fromEntries(
  SIZES.flatMap((name) => (values[name] === undefined ? [] : [[name, Number(values[name])]])),
);
const first = Number(values.seed);
const last = first + Number(values.seeds) - 1;
const startMs = performance.now();
let broken = 0;
for (let seed = first; seed <= last; seed++) {
  const result = await runSeed({ ...optionsOf(seed), ...sizes });
  if (result.violations.length > 0) broken += 1;
  if (first === last || result.violations.length > 0) tell(result);
}
const tookS = ((performance.now() - startMs) / 1_000).toFixed(1);
const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20);
say(`${last - first + 1} runs in ${tookS} s with ${rssMb} MB, ${broken} of them broke an invariant`);
process.exitCode = broken > 0 ? 1 : 0;

function tell({ options, lines, violations, delivered }: RunResult): void {
  say(`seed ${options.seed}: ${JSON.stringify(options)}`);
  for (const line of lines) say(line);
  const { said, acked, effects } = delivered;
  say(`${said} messages, ${acked} acked, ${effects} effects; ${violations.length} violations\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
