import { describe, expect, it } from 'vitest';
import { NOTHING_SPENT, noteFailure, RESTART_BUDGET, type Spending } from './restart-budget.ts';

const longest = { next: () => 1 };

/** Fails so often, so far apart; the last answer. */
function fail(times: number, everyMs: number, from: Spending = NOTHING_SPENT, random = longest) {
  let spent = from;
  let quarantineMs: number | null = null;
  for (let n = 0; n < times; n++)
    ({ spent, quarantineMs } = noteFailure(spent, n * everyMs, RESTART_BUDGET, random));
  return { spent, quarantineMs };
}

describe('a restart budget', () => {
  it('lasts for four failures in a minute, and for any number further apart', () => {
    expect(fail(4, 1).quarantineMs).toBeNull();
    expect(fail(100, 15_000).quarantineMs).toBeNull();
    expect(fail(5, 14_999).quarantineMs).toBe(30_000);
  });

  it('starts anew after each quarantine, which lasts twice as long as the one before, up to an hour', () => {
    const lengths = [];
    let spent = NOTHING_SPENT;
    for (let n = 0; n < 9; n++) {
      const after = fail(5, 1, spent);
      expect(fail(4, 1, spent).quarantineMs).toBeNull();
      lengths.push(after.quarantineMs);
      spent = after.spent;
    }
    expect(lengths).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600].map((s) => s * 1_000));
  });

  it('spreads those that failed together over half the quarantine', () => {
    expect(fail(5, 1, NOTHING_SPENT, { next: () => 0 }).quarantineMs).toBe(15_000);
  });
});
