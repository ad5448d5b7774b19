import { describe, expect, it } from 'vitest';
import { deliveryModel } from './delivery/delivery-model.ts';
import { DELIVERY_MUTANTS } from './delivery/mutants.ts';
import { deliveryParts } from './delivery/parts.ts';
import { explore } from './search/explore.ts';
import { expectSound } from './search/testing.ts';
import { DELIVERY_SIZES } from './sizes.ts';

const LIMIT_MS = 600_000;

describe('every way that a command can go', () => {
  it.each(DELIVERY_SIZES)(
    'keeps the invariants and leads to its end: $name',
    { timeout: LIMIT_MS },
    async ({ name, size }) => {
      await expectSound(deliveryModel(name, size));
    },
  );
});

describe('a mistake that is planted in the delivery is found', () => {
  it.each(DELIVERY_MUTANTS)(
    '$name: $breaks',
    { timeout: LIMIT_MS },
    async ({ name, breaks, size, ...mutant }) => {
      const { counterexample } = await explore(deliveryModel(name, size, deliveryParts(mutant)));
      expect(counterexample).toMatchObject({ broken: breaks });
    },
  );
});
