import { type Observed, PLACEMENT, type Plan, planPlacement, type WorkerRecord } from '@muster/fleet';
import { expect, it } from 'vitest';
import { createStillLife, type Sight } from './still-life.ts';

const NOW_US = 1_000_000;
const worker = (changes: Partial<WorkerRecord> = {}): WorkerRecord => ({
  info: { id: 'w1', pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity: 9 },
  expiresUs: NOW_US + 1,
  unackedMs: 0,
  isDraining: false,
  held: new Map([['A1#0', { epoch: 5n, state: 'live', detail: '' }]]),
  ...changes,
});
const wanted = [{ appId: 'A1', slots: 1 }];
const floors = new Map<string, bigint>();
/** All is well; maps that are read anew each time are new each time. */
const sight = (changes: Partial<Observed> = {}, rest: Partial<Sight> = {}): Sight => ({
  observed: {
    wanted,
    floors,
    workers: new Map([['w1', worker()]]),
    assignments: new Map([['A1#0', { epoch: 5n, workerId: 'w1' }]]),
    suspects: new Set(),
    isRebalancing: false,
    ...changes,
  },
  version: 7,
  nowUs: NOW_US,
  ...rest,
});
const planOf = ({ observed, nowUs }: Sight) => planPlacement(observed, PLACEMENT, nowUs);
const noted = (seen = sight(), plan: Plan = planOf(seen)) => {
  const life = createStillLife();
  life.note(seen, plan);
  return life;
};

it('takes what looks the same for unchanged, after a plan that had nothing to change', () => {
  expect(noted().isUnchanged(sight())).toBe(true);
  expect(createStillLife().isUnchanged(sight())).toBe(false);
});

it('takes nothing for unchanged after a plan that changes something', () => {
  const seen = sight({ assignments: new Map() });
  expect(planOf(seen).changes).toHaveLength(1);
  expect(noted(seen).isUnchanged(seen)).toBe(false);
  expect(noted(sight(), { ...planOf(sight()), isRebalancing: true }).isUnchanged(sight())).toBe(false);
});

it('sees another version, other wishes and other epochs', () => {
  const life = noted();
  expect(life.isUnchanged(sight({}, { version: 8 }))).toBe(false);
  expect(life.isUnchanged(sight({ wanted: [...wanted] }))).toBe(false);
  expect(life.isUnchanged(sight({ floors: new Map() }))).toBe(false);
});

it('sees what only time tells: a lease that ran out, a suspicion, a worker that is stuck', () => {
  const disturbed = [
    sight({}, { nowUs: NOW_US + 1 }),
    sight({ suspects: new Set(['w1']) }),
    sight({ workers: new Map([['w1', worker({ unackedMs: 60_000 })]]) }),
  ];
  for (const seen of disturbed) {
    expect(noted().isUnchanged(seen)).toBe(false);
    expect(noted(seen, planOf(sight())).isUnchanged(sight())).toBe(false);
  }
});
