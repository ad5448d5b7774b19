import { parseArgs } from 'node:util';
import { deliveryModel } from './delivery/delivery-model.ts';
import { DELIVERY_MUTANTS } from './delivery/mutants.ts';
import { deliveryParts } from './delivery/parts.ts';
import { fleetModel } from './fleet/fleet-model.ts';
import { FLEET_MUTANTS } from './fleet/mutants.ts';
import { PRODUCTION } from './fleet/parts.ts';
import { explore } from './search/explore.ts';
import type { Model } from './search/model.ts';
import { tellExploration } from './search/tell.ts';

/**
 * Walks every way that a fleet, and a lane, of the given size can go, and tells what it found:
 * `--faults 3 --workers 2 --apps 1 --slots 2 --drains 1 --changes-of-mind 0 --messages A,B --only fleet`.
 * `--mutant "ack first"` shows the counterexample of a planted mistake. Exits with 1 when there is one.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    faults: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    apps: { type: 'string', default: '1' },
    slots: { type: 'string', default: '1' },
    drains: { type: 'string', default: '0' },
    'changes-of-mind': { type: 'string', default: '0' },
    messages: { type: 'string', default: 'A,B' },
    mutant: { type: 'string' },
  },
});

const { mutant } = values;
if (mutant !== undefined) await showMutant(mutant);
else {
  const faults = Number(values.faults);
  const size = {
    workers: Number(values.workers),
    apps: Number(values.apps),
    slotsPerApp: Number(values.slots),
    faults,
    drains: Number(values.drains),
    changesOfMind: Number(values['changes-of-mind']),
  };
  const messages = values.messages.split(',');
  if (values.only !== 'delivery') await show(fleetModel(`fleet ${JSON.stringify(size)}`, size));
  if (values.only !== 'fleet')
    await show(deliveryModel(`delivery ${JSON.stringify({ messages, faults })}`, { messages, faults }));
}

async function showMutant(prefix: string): Promise<void> {
  const inFleet = FLEET_MUTANTS.find(({ name }) => name.startsWith(prefix));
  if (inFleet) return show(fleetModel(inFleet.name, inFleet.size, { ...PRODUCTION, ...inFleet.parts }));
  const inDelivery = DELIVERY_MUTANTS.find(({ name }) => name.startsWith(prefix));
  if (inDelivery) {
    const { name, size, breaks: _, ...replaced } = inDelivery;
    return show(deliveryModel(name, size, deliveryParts(replaced)));
  }
  const names = [...FLEET_MUTANTS, ...DELIVERY_MUTANTS].map(({ name }) => `  ${name}`);
  process.stderr.write(`No planted mistake begins with "${prefix}". There are:\n${names.join('\n')}\n`);
  process.exitCode = 2;
}

async function show<State, Deed>(model: Model<State, Deed>): Promise<void> {
  const startedMs = performance.now();
  const explored = await explore(model);
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  process.stdout.write(`${tellExploration(explored)}\n(${seconds} s)\n`);
  if (explored.counterexample) process.exitCode = 1;
}
