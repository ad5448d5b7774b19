import { describe, expect, it } from 'vitest';
import { fleetModel } from './fleet/fleet-model.ts';
import { FLEET_MUTANTS } from './fleet/mutants.ts';
import { PRODUCTION } from './fleet/parts.ts';
import { explore } from './search/explore.ts';
import { expectSound } from './search/testing.ts';
import { FLEET_SIZES } from './sizes.ts';

const LIMIT_MS = 600_000;

describe('every way that a fleet can go', () => {
  it.each(FLEET_SIZES)(
    'keeps the invariants and leads back to health: $name',
    { timeout: LIMIT_MS },
    async ({ name, size }) => {
      await expectSound(fleetModel(name, size));
    },
  );
});

describe('a mistake that is planted in the fleet is found', () => {
  it.each(FLEET_MUTANTS)('$name: $breaks', { timeout: LIMIT_MS }, async ({ name, parts, breaks, size }) => {
    const { counterexample } = await explore(fleetModel(name, size, { ...PRODUCTION, ...parts }));
    expect(counterexample).toMatchObject({ broken: breaks });
  });
});
