import { expect, it, vi } from 'vitest';
import { ALL_FAULTS } from '../chaos/faults/all-faults.ts';
import { CHAOS_DEFAULTS } from '../chaos/options.ts';
import { runChaos } from '../chaos/run-chaos.ts';

/** The short run; `npm run chaos -- --minutes 20` is the long one. */
const MINUTES = 2;
const PER_SECOND = 60;
/**
 * A task worker that is stopped with its request on the way to Slack can post a reply that another one has sent
 * meanwhile, and nothing at Slack prevents it (docs/reliability.md): the long run tells how often. pauses.test.ts stops
 * one while nothing else is broken.
 */
const FAULTS = ALL_FAULTS.map(({ name }) => name).filter((name) => name !== 'pause task-worker');
/** Rest is waited for as long as a slow machine may take to catch up. */
vi.setConfig({ testTimeout: 900_000 });

it('loses nothing and does nothing twice while everything breaks that can', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const options = { ...CHAOS_DEFAULTS, seed, minutes: MINUTES, perSecond: PER_SECOND, only: FAULTS };
  const report = await runChaos('chaos-test', options, () => {});
  const again = `npm run chaos -- --minutes ${MINUTES} --per-second ${PER_SECOND} --seed ${seed} --only "${FAULTS}"`;
  expect(report.problems, again).toEqual([]);
  expect(report.commands).toBe(MINUTES * 60 * PER_SECOND);
  // Otherwise it proved nothing.
  expect(report.kills, again).toBeGreaterThan(5);
  expect(report.faults, again).toBeGreaterThan(20);
});
