import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import type { PhaseSeen } from '../checkers/check-phase.ts';
import { runNoisyNeighbours } from '../support/noisy-neighbours.ts';
import { spreadOf } from '../support/spread.ts';
import { type Stage, setStage } from '../support/stage.ts';

/** Far above what was measured, and below what an app would notice that waits behind another. */
const MOST_TIMES_SLOWER = 4;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** `npm run bench:noisy` compares how acks are spread. */
it('lets four bad apps of a hundred do nothing to the other 96', async () => {
  stage = await setStage('noisy-neighbours');
  const { rounds, leasesLost, exitCodes } = await runNoisyNeighbours(stage, {
    apps: 100,
    workers: 2,
    rounds: 2,
    phaseMs: 8_000,
    perSecond: 50,
    random: seededRandom(11),
  });
  for (const { shown } of rounds) {
    for (const slot of shown.cut)
      expect(slot).toEqual({
        state: 'down',
        detail: expect.stringMatching(/^quarantined \S/),
        retryAt: expect.any(Date),
      });
    expect(shown.refused.map(({ state, detail }) => [state, detail])).toEqual([
      ['down', 'token_revoked'],
      ['down', 'token_revoked'],
    ]);
    expect(shown.hanging.some(({ state }) => state === 'live')).toBe(false);
    expect(shown.garbled.every(({ state }) => state === 'live')).toBe(true);
  }
  const clean = rounds.filter(({ quiet, noisy }) => isUntroubled(quiet) && isUntroubled(noisy));
  // A machine that has no time may spoil one round, and then leases run out.
  expect(clean.length).toBeGreaterThanOrEqual(leasesLost === 0 ? rounds.length : 1);
  const slower = clean.map(({ quiet, noisy }) => spreadOf(noisy.ackMs).p50 / spreadOf(quiet.ackMs).p50);
  expect(Math.min(...slower)).toBeLessThan(MOST_TIMES_SLOWER);
  expect(exitCodes).toEqual(exitCodes.map(() => 0));
});

/** Every event was acked at its first delivery, and no connection came or went. */
function isUntroubled({ ackMs, missed, repeated, reconnects }: PhaseSeen): boolean {
  return ackMs.length > 0 && missed + repeated + reconnects === 0;
}
