import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PLACEMENT, type Plan, planPlacement } from '@muster/fleet';
import { createModelFleet, type ModelFleet } from './model-fleet.ts';

/**
 * How long a plan takes, and how many slots it moves against the fewest possible: for each size a fleet at rest, to
 * which one thing happens. `--slots 20000,1000000 --json plan.json`. Prints a table.
 */
const { values } = parseArgs({
  options: {
    slots: { type: 'string', default: '20000,100000,1000000' },
    json: { type: 'string' },
  },
});
const SLOTS_PER_WORKER = 1_000;
/** The first plans of a process run before its code is compiled: what a leader feels is the others. */
const WARM_UP = 2;
/** Levelling goes on for thousands of plans that are all alike. */
const MAX_PLANS = 20;

interface Row {
  readonly slots: number;
  readonly workers: number;
  readonly what: string;
  /** The first plan after it happened, and the slowest until the fleet was at rest again. */
  readonly ms: number;
  readonly 'slowest ms': number;
  readonly plans: number;
  /** Whether all was done in the plans that were made. */
  readonly 'at rest': boolean;
  readonly moves: number;
  readonly fewest: number;
}

const rows: Row[] = [];
for (const slots of values.slots.split(',').map(Number)) {
  const workers = Math.max(4, Math.ceil(slots / SLOTS_PER_WORKER));
  const fleet = createModelFleet({ slots, workers });
  for (let at = 0; at < WARM_UP; at++) plan(fleet);
  const [first, second] = fleet.workerIds();
  rows.push(measure(fleet, 'nothing', 0, () => undefined));
  rows.push(measure(fleet, 'one worker lost', fleet.loadOf(first), () => fleet.lose(first)));
  rows.push(measure(fleet, 'one worker drains', fleet.loadOf(second), () => fleet.drain(second)));
  rows.push(measure(fleet, 'the table was wiped', 0, () => fleet.wipe()));
  const joining = Math.ceil(workers / 3);
  const fewest = Math.floor((slots * joining) / (fleet.size().workers - 1 + joining));
  rows.push(
    measure(fleet, 'a third more joined', fewest, () => {
      for (let at = 0; at < joining; at++) fleet.join(`new${at}`);
    }),
  );
}
// biome-ignore lint/suspicious/noConsole: this program's result is a table.
console.table(rows);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ options: values, rows }, null, 2)}\n`);

/** What happens, then one plan after the other until there is nothing to change, or enough was seen. */
function measure(fleet: ModelFleet, what: string, fewest: number, happen: () => void): Row {
  const before = fleet.owners();
  happen();
  const { slots, workers } = fleet.size();
  const times: number[] = [];
  let isAtRest = false;
  while (!isAtRest && times.length < MAX_PLANS) {
    const startMs = performance.now();
    const next = plan(fleet);
    times.push(performance.now() - startMs);
    isAtRest = next.changes.length === 0 && !next.isRebalancing && !next.isPartial;
    fleet.follow(next);
  }
  const moves = [...fleet.owners()].filter(([slot, owner]) => before.get(slot) !== owner).length;
  return {
    slots,
    workers,
    what,
    ms: Math.round(times[0] ?? 0),
    'slowest ms': Math.round(Math.max(...times)),
    plans: times.length,
    'at rest': isAtRest,
    moves,
    fewest,
  };
}

function plan(fleet: ModelFleet): Plan {
  return planPlacement(fleet.observe(), PLACEMENT, fleet.nowUs);
}
