import { EXPIRY_BRAKE, LEADER_LEASE, NO_BRAKE, PLACEMENT } from '@muster/fleet';
import type { Move } from '../search/model.ts';
import type { FleetParts } from './parts.ts';
import type { Coordinator, Deed, SentPlan, World } from './world.ts';

type FleetMove = Move<World, Deed>;

const { ttlMs } = LEADER_LEASE;
/** The coordinator's YOUNG_TABLE_US. */
const YOUNG_TABLE_US = 3_000_000;

/** Everything that a coordinator could do next, and the arrival of its plan. */
export function coordinatorMoves(world: World, one: Coordinator, parts: FleetParts): FleetMove[] {
  const moves = campaigns(world, one, parts);
  if (one.plan === null) moves.push(...looks(world, one, parts));
  else moves.push(applies(world, one, one.plan, parts));
  return moves;
}

/** A table stops being young when enough time has gone by, and leases run out whose holders do not renew them. */
export function timePasses(world: World): FleetMove[] {
  const { store, nowUs } = world;
  const moves: FleetMove[] = [];
  if (isYoung(world)) {
    const to = { ...world, store: { ...store, tableSinceUs: nowUs - 2 * YOUNG_TABLE_US } };
    moves.push({ kind: 'step', says: 'the table is no longer young', to });
  }
  for (const [id, record] of store.workers) {
    if (record.expiresUs <= nowUs || world.workers.get(id)?.isAlive) continue;
    const workers = new Map(store.workers).set(id, { ...record, expiresUs: nowUs });
    moves.push({
      kind: 'step',
      says: `the lease of ${id} runs out`,
      to: { ...world, store: { ...store, workers } },
    });
  }
  const { leader } = store;
  const holder = world.coordinators.find(({ id }) => id === leader?.id);
  if (leader && leader.expiresUs > nowUs && holder?.term !== leader.term) {
    const to = { ...world, store: { ...store, leader: { ...leader, expiresUs: nowUs } } };
    moves.push({ kind: 'step', says: `the leadership of ${leader.id} runs out`, to });
  }
  return moves;
}

function isYoung({ store, nowUs }: World): boolean {
  return store.tableSinceUs !== null && nowUs - store.tableSinceUs < YOUNG_TABLE_US;
}

/** Who does not lead campaigns; who does finds out that the store knows it no more. A renewal is no move. */
function campaigns(world: World, one: Coordinator, parts: FleetParts): FleetMove[] {
  const { leader } = world.store;
  if (one.term !== null && leader?.id === one.id && leader.term === one.term) return [];
  const { state, reply } = parts.campaign(world.store, { id: one.id, ttlMs }, world.nowUs);
  if (reply.kind === 'following') {
    if (one.term === null) return [];
    return [
      {
        kind: 'step',
        says: `${one.id} sees that another one leads`,
        to: withCoordinator(world, { ...one, term: null }),
      },
    ];
  }
  const to = withCoordinator({ ...world, store: state }, { ...one, term: reply.term });
  return [{ kind: 'step', says: `${one.id} leads for a term of its own`, to: noteTerm(to, reply.term) }];
}

function noteTerm(world: World, term: bigint): World {
  return term > world.highestTerm ? { ...world, highestTerm: term } : world;
}

/** A round of the leader: observe, judge who is lost, plan, and send the plan if there is something to do. */
function looks(world: World, one: Coordinator, parts: FleetParts): FleetMove[] {
  const { store, nowUs } = world;
  const { term } = one;
  if (term === null || store.leader?.term !== term || store.tableSinceUs === null) return [];
  if (isYoung(world)) return [];
  const stillExpired = one.seenExpired.filter(
    (id) => (store.workers.get(id)?.expiresUs ?? nowUs + 1) <= nowUs,
  );
  const expiredSinceMs = new Map(stillExpired.map((id) => [id, 0]));
  const seen = { workers: store.workers, nowUs };
  // Either it looks again at once, or the brake's time has gone by since it saw a lease expired.
  return [0, EXPIRY_BRAKE.lookAgainMs].flatMap((nowMs) => {
    if (nowMs > 0 && stillExpired.length < 2) return [];
    const judged = parts.judgeExpiry({ ...NO_BRAKE, expiredSinceMs }, seen, nowMs, EXPIRY_BRAKE);
    const { wanted, postgres: floors } = world;
    const { workers, assignments } = store;
    const { suspects } = judged;
    const { isRebalancing } = one;
    const observed = { wanted, floors, workers, assignments, suspects, isRebalancing };
    const plan = parts.planPlacement(observed, PLACEMENT, nowUs);
    const { changes, reap, moves } = plan;
    const isEmpty = changes.length === 0 && reap.length === 0;
    const sent = isEmpty ? null : { leaderId: one.id, term, changes, reap, moves };
    const seenExpired = [...judged.brake.expiredSinceMs.keys()].sort();
    const looked = { ...one, plan: sent, seenExpired, isRebalancing: plan.isRebalancing };
    const says = sent
      ? `${one.id} looks and sends a plan: ${tellPlan(sent)}`
      : `${one.id} looks and changes nothing`;
    return [{ kind: 'step', says, to: withCoordinator(world, looked) } as const];
  });
}

function applies(world: World, one: Coordinator, plan: SentPlan, parts: FleetParts): FleetMove {
  const { to, isStale, deed } = applyPlan(world, plan, parts);
  const answered = { ...one, plan: null, term: isStale ? null : one.term };
  const says = `the plan of ${one.id} arrives and is ${isStale ? 'refused' : 'applied'}`;
  return { kind: 'step', says, to: withCoordinator(to, answered), deed };
}

/** Plans for whose answer nobody waits. */
export function latePlanMoves(world: World, parts: FleetParts): FleetMove[] {
  return world.latePlans.map((plan, at) => {
    const { to, isStale, deed } = applyPlan(world, plan, parts);
    const latePlans = world.latePlans.filter((_, other) => other !== at);
    const says = `a plan that ${plan.leaderId} had sent long before arrives and is ${isStale ? 'refused' : 'applied'}`;
    return { kind: 'step', says, to: { ...to, latePlans }, deed };
  });
}

function applyPlan(world: World, plan: SentPlan, parts: FleetParts) {
  const { state, reply } = parts.apply(world.store, plan, world.nowUs);
  if (reply.kind === 'stale-term') return { to: world, isStale: true, deed: undefined };
  const minted = new Map(world.minted);
  for (const { slot, epoch } of reply.made) if (epoch > (minted.get(slot) ?? 0n)) minted.set(slot, epoch);
  const deed: Deed = { kind: 'applied', plan };
  return { to: { ...world, store: state, minted }, isStale: false, deed };
}

export function withCoordinator(world: World, one: Coordinator): World {
  return { ...world, coordinators: world.coordinators.map((other) => (other.id === one.id ? one : other)) };
}

function tellPlan({ changes, reap }: SentPlan): string {
  const told = changes.map((change) =>
    change.kind === 'assign'
      ? `assign ${change.slot} to ${change.workerId}`
      : `${change.kind} ${change.slot}`,
  );
  return [...told, ...reap.map((id) => `take ${id} off the list`)].join(', ');
}
