import { EMPTY_FLEET, type FleetState, type SlotState } from '../fleet-state.ts';
import { PLACEMENT, type Plan, type WantedApp } from '../placement/observed.ts';
import { planPlacement } from '../placement/plan-placement.ts';
import { apply, campaign } from '../steps/leader-steps.ts';
import { deregister, drain, heartbeat, register, report } from '../steps/worker-steps.ts';

const START_US = 1_790_000_000_000_000;
const LONG_MS = 1_000_000_000;

/** A fleet in a test: its state, what is wanted of it, and how many moves brought it here. */
export interface Sketch {
  readonly state: FleetState;
  readonly wanted: readonly WantedApp[];
  readonly moves: number;
  readonly nowUs: number;
  /** The same fleet with something else about it. */
  with(event: SketchEvent): Sketch;
}

export interface SketchEvent {
  /** New workers with their capacities. */
  readonly join?: Readonly<Record<string, number>>;
  /** The same, for poison apps alone. */
  readonly joinQuarantine?: Readonly<Record<string, number>>;
  readonly lose?: readonly string[];
  readonly drain?: readonly string[];
  readonly wanted?: readonly WantedApp[];
  readonly suspects?: readonly string[];
  /** Whether a quarantine worker that was lost is expected back. */
  readonly awaitsQuarantine?: boolean;
  /** Workers that have had an envelope in hand for ages; all others have none. */
  readonly stuck?: readonly string[];
  /** What the assigned worker, or else whoever holds it, says of a slot. */
  readonly report?: Readonly<Record<string, SlotState | 'closed'>>;
  /** Whether workers connect what they are given. They do unless told otherwise. */
  readonly connect?: boolean;
  /** Everything is lost, and all workers register again with what they hold. */
  readonly wipe?: boolean;
}

interface Inner {
  readonly state: FleetState;
  readonly wanted: readonly WantedApp[];
  readonly floors: ReadonlyMap<string, bigint>;
  readonly suspects: ReadonlySet<string>;
  readonly awaitsQuarantine: boolean;
  readonly connects: boolean;
  readonly isRebalancing: boolean;
  readonly moves: number;
  readonly nowUs: number;
}

type Known = Sketch & { readonly inner: Inner };

export function fleetOf(options: {
  readonly workers: Readonly<Record<string, number>>;
  readonly wanted: readonly WantedApp[];
  readonly floors?: Readonly<Record<string, bigint>>;
}): Sketch {
  const empty: Inner = {
    state: EMPTY_FLEET,
    wanted: options.wanted,
    floors: new Map(Object.entries(options.floors ?? {})),
    suspects: new Set(),
    awaitsQuarantine: false,
    connects: true,
    isRebalancing: false,
    moves: 0,
    nowUs: START_US,
  };
  return sketch(empty).with({ join: options.workers });
}

/** Plans once and applies it; workers then connect what they were given and close what lives elsewhere. */
export function livePlan(fleet: Sketch, policy = PLACEMENT): { readonly plan: Plan; readonly next: Sketch } {
  const { inner } = fleet as Known;
  const { wanted, floors, suspects, isRebalancing, awaitsQuarantine: isQuarantineAwaited } = inner;
  const nowUs = inner.nowUs + 1_000;
  const { workers, assignments } = inner.state;
  const observed = { wanted, workers, assignments, floors, suspects, isRebalancing, isQuarantineAwaited };
  const plan = planPlacement(observed, policy, nowUs);
  const led = campaign(inner.state, { id: 'c1', ttlMs: LONG_MS }, nowUs);
  if (led.reply.kind !== 'leading') throw new Error('does not lead');
  const { changes, reap } = plan;
  const applied = apply(led.state, { leaderId: 'c1', term: led.reply.term, changes, reap }, nowUs).state;
  const state = inner.connects ? connectAll(applied, nowUs) : applied;
  const moves = inner.moves + plan.moves.length;
  return { plan, next: sketch({ ...inner, state, nowUs, moves, isRebalancing: plan.isRebalancing }) };
}

/** Plans until there is nothing to change. */
export function settle(fleet: Sketch): Sketch {
  let current = fleet;
  for (let round = 0; round < 1_000; round++) {
    const { plan, next } = livePlan(current);
    current = next;
    if (plan.changes.length === 0 && !plan.isRebalancing) return current;
  }
  throw new Error('the fleet does not come to rest');
}

function sketch(inner: Inner): Sketch {
  const { state, wanted, moves, nowUs } = inner;
  const known: Known = { state, wanted, moves, nowUs, inner, with: (event) => sketch(happen(inner, event)) };
  return known;
}

function happen(inner: Inner, event: SketchEvent): Inner {
  const nowUs = inner.nowUs + 1_000;
  let { state } = inner;
  if (event.wipe) {
    const { workers } = state;
    state = EMPTY_FLEET;
    for (const { info, isDraining, held } of workers.values()) {
      const inventory = [...held].map(([slot, what]) => ({ slot, ...what }));
      state = register(state, { worker: info, isDraining, inventory, ttlMs: LONG_MS }, nowUs).state;
    }
  }
  const { join = {}, joinQuarantine = {} } = event;
  for (const [id, capacity] of Object.entries({ ...join, ...joinQuarantine })) {
    const isQuarantine = id in joinQuarantine;
    const worker = { id, pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity, isQuarantine };
    state = register(state, { worker, isDraining: false, inventory: [], ttlMs: LONG_MS }, nowUs).state;
  }
  for (const id of event.lose ?? []) {
    state = event.suspects?.includes(id)
      ? heartbeat(state, { workerId: id, ttlMs: -1, revision: 0, unackedMs: 0 }, nowUs).state
      : deregister(state, id, nowUs).state;
  }
  for (const id of event.drain ?? []) state = drain(state, id, nowUs).state;
  if (event.stuck)
    for (const workerId of state.workers.keys()) {
      const unackedMs = event.stuck.includes(workerId) ? LONG_MS : 0;
      state = heartbeat(state, { workerId, ttlMs: LONG_MS, revision: 0, unackedMs }, nowUs).state;
    }
  for (const [slot, told] of Object.entries(event.report ?? {})) {
    for (const [workerId, record] of state.workers) {
      const held = record.held.get(slot);
      if (!held) continue;
      const reports = [{ slot, epoch: held.epoch, state: told, detail: '' }];
      state = report(state, { workerId, reports }, nowUs).state;
    }
  }
  return {
    ...inner,
    state,
    nowUs,
    wanted: event.wanted ?? inner.wanted,
    suspects: new Set(event.suspects ?? inner.suspects),
    awaitsQuarantine: event.awaitsQuarantine ?? inner.awaitsQuarantine,
    connects: event.connect ?? inner.connects,
    moves: 0,
  };
}

function connectAll(state: FleetState, nowUs: number): FleetState {
  let next = state;
  for (const [slot, { workerId, epoch }] of state.assignments) {
    const record = next.workers.get(workerId ?? '');
    if (!record || record.held.get(slot)?.epoch === epoch) continue;
    const reports = [{ slot, epoch, state: 'live' as const, detail: '' }];
    next = report(next, { workerId: record.info.id, reports }, nowUs).state;
    for (const [other, { held }] of next.workers) {
      if (other === workerId || !held.has(slot)) continue;
      const closed = [{ slot, epoch, state: 'closed' as const, detail: '' }];
      next = report(next, { workerId: other, reports: closed }, nowUs).state;
    }
  }
  return next;
}
