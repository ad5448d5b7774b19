import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apps, loads, ownersByApp } from '../testing/read-sketch.ts';
import { fleetOf, livePlan, type Sketch, settle } from '../testing/sketch.ts';

const workersOf = fc.dictionary(fc.stringMatching(/^w[1-9]$/), fc.integer({ min: 1, max: 60 }), {
  minKeys: 1,
  maxKeys: 6,
});
const wantedOf = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 25 })
  .map((slots) => slots.map((count, at) => ({ appId: `A${at}`, slots: count })));
const pick = fc.array(fc.nat({ max: 8 }), { maxLength: 3 });

describe('placement, whatever the fleet', () => {
  it('drops no slot, keeps to capacities, and comes to rest', () => {
    fc.assert(
      fc.property(
        workersOf,
        wantedOf,
        workersOf,
        pick,
        pick,
        (workers, wanted, joining, losing, draining) => {
          let fleet = settle(fleetOf({ workers, wanted }));
          expectSound(fleet);
          const ids = Object.keys(workers);
          const chosen = (picks: number[]) => [...new Set(picks.flatMap((at) => ids[at] ?? []))];
          const joins = Object.fromEntries(
            Object.entries(joining).map(([id, capacity]) => [`n${id}`, capacity]),
          );
          fleet = settle(fleet.with({ join: joins }));
          expectSound(fleet);
          fleet = settle(fleet.with({ drain: chosen(draining) }));
          expectSound(fleet);
          fleet = settle(fleet.with({ lose: chosen(losing) }));
          expectSound(fleet);
          expect(livePlan(fleet).plan).toMatchObject({ changes: [], moves: [], isRebalancing: false });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('parts all twins that can be parted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), wantedOf, (count, wanted) => {
        const workers = Object.fromEntries(Array.from({ length: count }, (_, at) => [`w${at}`, 1_000]));
        const fleet = settle(fleetOf({ workers: { w0: 1_000 }, wanted }).with({ join: workers }));
        for (const [appId, owners] of ownersByApp(fleet)) {
          const slots = wanted.find((app) => app.appId === appId)?.slots ?? 0;
          expect(new Set(owners).size).toBe(Math.min(count, slots));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps everybody below 1.15 times the share when slots are placed for the first time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 80 }), (count, slots) => {
        const workers = Object.fromEntries(Array.from({ length: count }, (_, at) => [`w${at}`, 1_000]));
        const { next } = livePlan(fleetOf({ workers, wanted: apps(slots, 1) }));
        expect(Math.max(...loads(next))).toBeLessThanOrEqual(Math.ceil((1.15 * slots) / count));
      }),
    );
  });
});

function expectSound(fleet: Sketch): void {
  const { state } = fleet;
  const counts = new Map<string, number>();
  let assigned = 0;
  for (const { workerId } of state.assignments.values()) {
    // A slot whose worker is lost waits: its assignment stays until somebody can take it.
    if (workerId === null || !state.workers.has(workerId)) continue;
    assigned += 1;
    counts.set(workerId, (counts.get(workerId) ?? 0) + 1);
  }
  for (const [id, count] of counts)
    expect(count).toBeLessThanOrEqual(state.workers.get(id)?.info.capacity ?? 0);
  const { plan } = livePlan(fleet);
  expect(assigned + plan.waiting.length).toBe(fleet.wanted.reduce((sum, { slots }) => sum + slots, 0));
  const room = [...state.workers.values()]
    .filter(({ isDraining }) => !isDraining)
    .some(({ info }) => (counts.get(info.id) ?? 0) < info.capacity);
  if (room) expect(plan.waiting).toEqual([]);
}
