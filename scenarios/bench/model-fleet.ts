import {
  type Assignment,
  type Held,
  type Observed,
  type Plan,
  slotName,
  type WantedApp,
  type WorkerRecord,
} from '@muster/fleet';

/** A fleet whose workers do at once what a plan says: for measuring plans of any size. */
export interface ModelFleet {
  readonly nowUs: number;
  observe(): Observed;
  /** Does what a plan asks: its slots are live where they were given, and nowhere else. */
  follow(plan: Plan): void;
  size(): { readonly slots: number; readonly workers: number };
  workerIds(): [string, string, ...string[]];
  loadOf(workerId: string): number;
  /** Who has each slot. */
  owners(): ReadonlyMap<string, string | null>;
  join(workerId: string): void;
  /** The worker's lease has run out. */
  lose(workerId: string): void;
  drain(workerId: string): void;
  /** All assignments are lost; workers hold what they held. */
  wipe(): void;
}

type Worker = WorkerRecord & { readonly held: Map<string, Held> };

const NOW_US = 1_790_000_000_000_000;
const SLOTS_PER_APP = 2;
const SPARE = 1.5;

/** Slots are dealt out to the workers in turn, twins apart, and all are live. */
export function createModelFleet(size: { readonly slots: number; readonly workers: number }): ModelFleet {
  const wanted: WantedApp[] = Array.from({ length: size.slots / SLOTS_PER_APP }, (_, at) => ({
    appId: `A${at.toString(36).padStart(10, '0').toUpperCase()}`,
    slots: SLOTS_PER_APP,
  }));
  const capacity = Math.ceil((SPARE * size.slots) / size.workers);
  const workers = new Map<string, Worker>();
  const assignments = new Map<string, Assignment>();
  const floors = new Map<string, bigint>();
  let epoch = BigInt(NOW_US);
  let isRebalancing = false;

  const give = (slot: string, workerId: string) => {
    workers.get(assignments.get(slot)?.workerId ?? '')?.held.delete(slot);
    epoch += 1n;
    assignments.set(slot, { epoch, workerId });
    workers.get(workerId)?.held.set(slot, { epoch, state: 'live', detail: '' });
  };
  const join = (id: string) => {
    const info = { id, pid: 1, host: 'here', since: '2026-01-01T00:00:00Z', capacity };
    workers.set(id, {
      info,
      expiresUs: NOW_US + 1_000_000,
      isDraining: false,
      unackedMs: 0,
      held: new Map(),
    });
  };
  const change = (id: string, what: Partial<WorkerRecord>) => {
    const worker = workers.get(id);
    if (worker) workers.set(id, { ...worker, ...what, held: worker.held });
  };

  for (let at = 0; at < size.workers; at++) join(`w${at}`);
  const ids = [...workers.keys()];
  wanted.forEach(({ appId }, at) => {
    for (let index = 0; index < SLOTS_PER_APP; index++)
      // The second twin lives anywhere but with the first.
      give(slotName(appId, index), ids[(at + index * (1 + (at % (ids.length - 1)))) % ids.length] ?? '');
  });
  // As a leader reads them: once, at the beginning of its term.
  for (const [slot, { epoch: seen }] of assignments) floors.set(slot, seen);
  return {
    nowUs: NOW_US,
    observe: () => ({ wanted, workers, assignments, floors, suspects: new Set(), isRebalancing }),
    follow(plan) {
      isRebalancing = plan.isRebalancing;
      for (const change of plan.changes) if (change.kind === 'assign') give(change.slot, change.workerId);
      for (const id of plan.reap) workers.delete(id);
    },
    size: () => ({ slots: size.slots, workers: workers.size }),
    workerIds: () => [...workers.keys()] as [string, string, ...string[]],
    loadOf: (id) => workers.get(id)?.held.size ?? 0,
    owners: () => new Map([...assignments].map(([slot, { workerId }]) => [slot, workerId])),
    join,
    lose: (id) => change(id, { expiresUs: NOW_US - 1 }),
    drain: (id) => change(id, { isDraining: true }),
    wipe: () => assignments.clear(),
  };
}
