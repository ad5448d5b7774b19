import { expect, it, vi } from 'vitest';
import { CHAOS_DEFAULTS } from '../chaos/options.ts';
import { runChaos } from '../chaos/run-chaos.ts';

/** The short run; `npm run chaos -- --minutes 20` is the long one. */
const MINUTES = 2;
const PER_SECOND = 60;
/** Rest is waited for as long as a slow machine may take to catch up. */
vi.setConfig({ testTimeout: 900_000 });

it('loses nothing and does nothing twice while everything breaks that can', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const options = { ...CHAOS_DEFAULTS, seed, minutes: MINUTES, perSecond: PER_SECOND };
  const report = await runChaos('chaos-test', options, () => {});
  const again = `npm run chaos -- --minutes ${MINUTES} --per-second ${PER_SECOND} --seed ${seed}`;
  expect(report.problems, again).toEqual([]);
  expect(report.commands).toBe(MINUTES * 60 * PER_SECOND);
  // Otherwise it proved nothing.
  expect(report.kills, again).toBeGreaterThan(5);
  expect(report.faults, again).toBeGreaterThan(20);
});
