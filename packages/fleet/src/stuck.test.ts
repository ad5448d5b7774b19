import { expect, it } from 'vitest';
import type { WorkerRecord } from './fleet-state.ts';
import { findStuck, STUCK } from './stuck.ts';
import { fleetOf, livePlan, settle } from './testing/sketch.ts';

function workers(...unackedMs: number[]): Map<string, WorkerRecord> {
  const info = { pid: 1, host: '', since: '', capacity: 1 };
  const record = { expiresUs: 1, isDraining: false, held: new Map() };
  return new Map(
    unackedMs.map((ms, at) => [`w${at}`, { info: { id: `w${at}`, ...info }, ...record, unackedMs: ms }]),
  );
}

it('finds a worker that has had an envelope in hand for too long while the others have not', () => {
  expect([...findStuck(workers(STUCK.afterMs, STUCK.afterMs - 1, 0), STUCK)]).toEqual(['w0']);
});

it('believes none of them when many are stuck at once: what they wait for is slow for all', () => {
  expect(findStuck(workers(99_000, 99_000, 0), STUCK).size).toBe(0);
  expect(findStuck(workers(99_000, 99_000, 0, 0, 0, 0, 0), STUCK).size).toBe(2);
});

it('has the slots of a stuck worker go elsewhere, and back only for the sake of the loads', () => {
  const apps = Array.from({ length: 4 }, (_, at) => ({ appId: `A${at}`, slots: 1 }));
  const before = settle(fleetOf({ workers: { w1: 9, w2: 9, w3: 9 }, wanted: apps }));
  const owners = () => new Set([...after.state.assignments.values()].map(({ workerId }) => workerId));
  let after = settle(before.with({ stuck: ['w1'] }));
  expect(owners().has('w1')).toBe(false);
  expect(livePlan(after).plan.changes).toEqual([]);
  after = settle(after.with({ stuck: [] }));
  expect(owners().has('w1')).toBe(true);
});
