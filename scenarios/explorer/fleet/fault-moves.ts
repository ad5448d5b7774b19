import { EMPTY_FLEET } from '@muster/fleet';
import type { Move } from '../search/model.ts';
import { withCoordinator } from './coordinator-moves.ts';
import type { FleetParts } from './parts.ts';
import { put, tell } from './settle.ts';
import { mislead } from './wish-moves.ts';
import {
  type Coordinator,
  type Deed,
  newCoordinator,
  newWorker,
  type Worker,
  type World,
  withEntry,
  withWorker,
} from './world.ts';

type FleetMove = Move<World, Deed>;

/** Everything that could break now. Each fault costs one of those that are left. */
export function faultMoves(world: World, parts: FleetParts): FleetMove[] {
  if (world.left.faults === 0) return [];
  const after: World = { ...world, left: { ...world.left, faults: world.left.faults - 1 } };
  const alive = [...world.workers.values()].filter(({ isAlive }) => isAlive);
  return [
    ...alive.flatMap((worker) => workerFaults(after, worker, parts)),
    ...after.coordinators.flatMap((one) => coordinatorFaults(after, one)),
    // Every table is gone, the leadership too.
    ...(after.store === EMPTY_FLEET
      ? []
      : [fault('Redis loses everything', { ...after, isCalm: false, store: EMPTY_FLEET })]),
  ];
}

function workerFaults(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  return [
    kill(world, worker),
    ...stall(world, worker, parts),
    ...vanish(world, worker, parts),
    ...cut(world, worker, parts),
  ];
}

/**
 * Its connections end with it, what it has sent may still arrive, and the supervisor starts another one, of which
 * nobody hears before its registration arrives.
 */
function kill(world: World, worker: Worker): FleetMove {
  const errand = worker.errand?.kind === 'answer' ? null : worker.errand;
  const dead: Worker = {
    ...worker,
    isAlive: false,
    isCurrent: false,
    held: new Map(),
    untold: new Map(),
    successors: null,
    errand,
  };
  const without = mislead(withWorker(world, dead));
  if (worker.isDraining) return fault(`${worker.id} is killed`, without);
  const id = freeName(without);
  return fault(`${worker.id} is killed, and ${id} is started`, withWorker(without, newWorker(id)));
}

/** A name that nothing remembers. What a worker is called decides which slots it is given first, and nothing else. */
function freeName({ workers, store, coordinators, latePlans }: World): string {
  const plans = [...latePlans, ...coordinators.flatMap(({ plan }) => plan ?? [])];
  const isRemembered = (id: string) =>
    workers.has(id) ||
    store.workers.has(id) ||
    coordinators.some(({ seenExpired }) => seenExpired.includes(id)) ||
    [...store.assignments.values()].some(({ workerId }) => workerId === id) ||
    [...workers.values()].some(
      ({ successors }) =>
        successors?.bySlot &&
        [...successors.bySlot.values()].some((one) => one.kind === 'assigned' && one.workerId === id),
    ) ||
    plans.some(
      ({ changes, reap }) =>
        reap.includes(id) || changes.some((one) => one.kind === 'assign' && one.workerId === id),
    );
  for (let at = 1; ; at++) if (!isRemembered(`w${at}`)) return `w${at}`;
}

/**
 * It is stopped, or cut off from Redis, for longer than its lease. Its deadline comes before the lease's end, and an
 * answer that tells who has its slots is too old by then.
 */
function stall(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const { id, errand } = worker;
  const record = world.store.workers.get(id);
  if (!record || record.expiresUs <= world.nowUs) return [];
  const { store, nowUs } = world;
  const workers = new Map(store.workers).set(id, { ...record, expiresUs: nowUs });
  const over = errand?.kind === 'answer' ? { ...errand, isOver: true } : errand;
  const stalled: Worker = { ...worker, isCurrent: false, errand: over, successors: null };
  return [
    fault(
      `${id} stalls until its lease is over`,
      put({ ...world, isCalm: false, store: { ...store, workers } }, stalled, parts),
    ),
  ];
}

/** Its connection to Redis breaks while it is silent: the leader ends its lease, and it does not know. */
function vanish(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  const record = world.store.workers.get(worker.id);
  const leader = world.coordinators.find(({ term }) => term !== null && term === world.store.leader?.term);
  if (!record || record.expiresUs <= world.nowUs || !leader?.term) return [];
  const workers = [{ id: worker.id, expiresUs: record.expiresUs }];
  const { state } = parts.expire(
    world.store,
    { leaderId: leader.id, term: leader.term, workers },
    world.nowUs,
  );
  return [
    fault(`${leader.id} takes ${worker.id} for dead and ends its lease`, {
      ...world,
      isCalm: false,
      store: state,
    }),
  ];
}

/** Slack, or the network, breaks a connection. */
function cut(world: World, worker: Worker, parts: FleetParts): FleetMove[] {
  return [...worker.held].flatMap(([slot, connection]) => {
    if (connection.state !== 'live') return [];
    const broken = { ...connection, state: 'waiting' } as const;
    const after = tell({ ...worker, held: withEntry(worker.held, slot, broken) }, slot, broken);
    return [fault(`the connection of ${worker.id} for ${slot} breaks`, mislead(put(world, after, parts)))];
  });
}

function coordinatorFaults(world: World, one: Coordinator): FleetMove[] {
  const { id, term, plan } = one;
  if (term === null && plan === null) return [];
  const moves: FleetMove[] = [];
  const latePlans = plan ? [...world.latePlans, plan] : world.latePlans;
  const started = `c${world.started + 1}`;
  const coordinators = world.coordinators.map((other) => (other === one ? newCoordinator(started) : other));
  const killed = { ...world, started: world.started + 1, coordinators, latePlans };
  moves.push(fault(`${id} is killed, and ${started} is started`, killed));
  const { leader } = world.store;
  if (term !== null && leader?.term === term) {
    const store = { ...world.store, leader: { ...leader, expiresUs: world.nowUs } };
    moves.push(
      fault(
        `${id} stalls until its leadership is over`,
        withCoordinator({ ...world, store }, { ...one, term: null }),
      ),
    );
  }
  if (plan !== null)
    moves.push(
      fault(
        `${id} gives up waiting for its plan to arrive`,
        withCoordinator({ ...world, latePlans }, { ...one, plan: null }),
      ),
    );
  return moves;
}

function fault(says: string, to: World): FleetMove {
  return { kind: 'fault', says: `FAULT: ${says}`, to };
}
