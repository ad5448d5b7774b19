import { VirtualClock } from '@muster/fleet/testing';
import type { Observation } from '@muster/leases';
import { beforeEach, expect, it } from 'vitest';
import { createQuarantineWatch } from './quarantine-watch.ts';

const NOW_US = 1_000_000;
let clock: VirtualClock;
let watch: ReturnType<typeof createQuarantineWatch>;
beforeEach(() => {
  clock = new VirtualClock();
  watch = createQuarantineWatch(clock);
});

const seeing = (...workers: { isQuarantine?: boolean; isDraining?: boolean; isLost?: boolean }[]) =>
  watch.isAwaited({
    nowUs: NOW_US,
    state: {
      workers: new Map(
        workers.map(({ isQuarantine = true, isDraining = false, isLost = false }, at) => [
          `w${at}`,
          { info: { isQuarantine }, isDraining, expiresUs: isLost ? NOW_US : NOW_US + 1 },
        ]),
      ),
    },
  } as unknown as Observation);

it('awaits nobody where there was no quarantine worker', async () => {
  expect(seeing({ isQuarantine: false })).toBe(false);
});

it('awaits one that is lost for half a minute', async () => {
  seeing({ isQuarantine: false }, {});
  await clock.advance(5_000);
  expect(seeing({ isQuarantine: false }, { isLost: true })).toBe(true);
  await clock.advance(24_000);
  expect(seeing({ isQuarantine: false })).toBe(true);
  await clock.advance(1_000);
  expect(seeing({ isQuarantine: false })).toBe(false);
});

it('counts anew once another one has come', async () => {
  seeing({});
  await clock.advance(20_000);
  seeing({});
  await clock.advance(20_000);
  expect(seeing()).toBe(true);
});

it('does not wait for one that drains, nor after it has gone', () => {
  seeing({});
  expect(seeing({ isDraining: true })).toBe(false);
  expect(seeing()).toBe(false);
});
