import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScaledClock } from './clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [1, 60_000],
  [60, 1_000],
  [0.5, 120_000],
])('at a scale of %d a simulated minute takes %i ms', (scale, realMs) => {
  const acted = vi.fn();
  createScaledClock(() => scale).after(60_000, acted);
  vi.advanceTimersByTime(realMs - 1);
  expect(acted).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(acted).toHaveBeenCalledOnce();
});

test('what was called off does not happen', () => {
  const acted = vi.fn();
  const callOff = createScaledClock(() => 1).after(1_000, acted);
  callOff();
  callOff();
  vi.advanceTimersByTime(1_000);
  expect(acted).not.toHaveBeenCalled();
});
