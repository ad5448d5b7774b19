import { expect, it } from 'vitest';
import { ALL_FAULTS } from './faults/all-faults.ts';
import { CHAOS_DEFAULTS } from './options.ts';
import { drawSchedule } from './schedule.ts';

const MINUTES = 20;
const draw = (seed: number, faults = ALL_FAULTS) =>
  drawSchedule({
    seed,
    durationMs: MINUTES * 60_000,
    atOnce: CHAOS_DEFAULTS.atOnce,
    restMs: CHAOS_DEFAULTS.restMs,
    faults,
    aims: { counts: CHAOS_DEFAULTS.counts, apps: CHAOS_DEFAULTS.apps.length },
  });

it('draws the same faults for the same seed, and others for another', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
});

it('never has more at once than it may, and nothing after the end', () => {
  for (const sequence of draw(7)) {
    let freeMs = 0;
    for (const { atMs, durationMs } of sequence) {
      expect(atMs).toBeGreaterThan(freeMs);
      freeMs = atMs + durationMs;
    }
    expect(freeMs).toBeLessThan(MINUTES * 60_000);
  }
});

it('draws every kind of fault, and 200 kills, in twenty minutes', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const drawn = draw(seed).flat();
    const kills = drawn.filter(({ fault }) => /^kill .*(worker|coordinator|gateway)/.test(fault));
    expect(kills.length).toBeGreaterThan(200);
    expect(new Set(drawn.map(({ fault }) => fault)).size).toBeGreaterThan(ALL_FAULTS.length * 0.85);
  }
});

it('draws only from what it is given', () => {
  const only = ALL_FAULTS.filter(({ name }) => name === 'wipe redis');
  const drawn = draw(7, only).flat();
  expect(new Set(drawn.map(({ fault }) => fault))).toEqual(new Set(['wipe redis']));
  expect(draw(7, []).flat()).toEqual([]);
});

it('names every kind of fault once', () => {
  expect(new Set(ALL_FAULTS.map(({ name }) => name)).size).toBe(ALL_FAULTS.length);
});
