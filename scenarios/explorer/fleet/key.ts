import type { Successor } from '@muster/fleet';
import type { Coordinator, Errand, SentPlan, Worker, World } from './world.ts';

/**
 * A world as a text that is the same for worlds that behave the same. Epochs and terms are only ever compared with
 * others of the same slot, or with each other, so their ranks stand for them; a lease lasts or is over; a
 * revision is the store's or an older one; and the two coordinators are alike, so their order is none.
 */
export function keyOfWorld(world: World): string {
  const { store, workers, coordinators, left } = world;
  const ranks = rankNumbers(world);
  const parts: string[] = [`${left.faults}${left.drains}${left.changesOfMind}${world.isCalm ? 'c' : ''}`];
  for (const { slots } of world.wanted) parts.push(String(slots));
  parts.push(keyOfStore(world, ranks));
  for (const [, worker] of inOrder(workers)) parts.push(keyOfWorker(world, worker, ranks));
  const ids = coordinators.map((one) => keyOfCoordinator(world, one, ranks));
  parts.push(ids.sort().join('/'));
  for (const plan of world.latePlans) parts.push(keyOfPlan(plan, ranks));
  for (const [slot, epoch] of inOrder(world.postgres)) parts.push(`p${slot}${ranks.epoch(slot, epoch)}`);
  for (const [slot, epoch] of inOrder(world.minted)) parts.push(`m${slot}${ranks.epoch(slot, epoch)}`);
  parts.push(`t${ranks.term(world.highestTerm)}`, String(store.leader === null));
  return parts.join('|');
}

/** In the order of names: when somebody was put into a map is of no account. */
function inOrder<Value>(map: ReadonlyMap<string, Value>): Iterable<[string, Value]> {
  return map.size < 2 ? map : [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Ranks {
  epoch(slot: string, epoch: bigint): number;
  term(term: bigint): number;
}

function keyOfStore({ store, nowUs, coordinators }: World, ranks: Ranks): string {
  const { leader } = store;
  let key = store.tableSinceUs === null ? 'n' : nowUs - store.tableSinceUs < 3_000_000 ? 'y' : 'o';
  if (leader) {
    const isKnown = coordinators.some(({ id }) => id === leader.id);
    key += `L${ranks.term(leader.term)}${leader.expiresUs > nowUs ? 'c' : 'x'}${isKnown ? '' : '?'}`;
  }
  for (const [slot, assignment] of inOrder(store.assignments))
    key += `,${slot}:${ranks.epoch(slot, assignment.epoch)}${assignment.workerId}`;
  for (const [id, record] of inOrder(store.workers)) {
    key += `;${id}${record.expiresUs > nowUs ? 'c' : 'x'}${record.isDraining ? 'd' : ''}`;
    for (const [slot, held] of inOrder(record.held))
      key += `,${slot}:${ranks.epoch(slot, held.epoch)}${held.state[0]}`;
  }
  return key;
}

function keyOfWorker({ store }: World, worker: Worker, ranks: Ranks): string {
  const { id, isAlive, isCurrent, isDraining, mustSendDrain } = worker;
  const revision = store.revisions.get(id) ?? 0;
  let key = `${id}${isAlive ? 'a' : 'k'}${isCurrent ? 'c' : ''}${isDraining ? 'd' : ''}${mustSendDrain ? 'm' : ''}`;
  key += worker.revision === revision ? '=' : '<';
  for (const [slot, held] of inOrder(worker.held))
    key += `,${slot}:${ranks.epoch(slot, held.epoch)}${held.state[0]}${held.isAssigned ? '' : '-'}`;
  for (const [slot, told] of inOrder(worker.untold))
    key += `u${slot}:${ranks.epoch(slot, told.epoch)}${told.state}`;
  for (const [slot, epoch] of inOrder(worker.unwritten)) key += `w${slot}:${ranks.epoch(slot, epoch)}`;
  if (worker.errand) key += keyOfErrand(worker.errand, revision, ranks);
  if (worker.successors) {
    key += worker.successors.isMisled ? 'S' : 's';
    for (const [slot, successor] of inOrder(worker.successors.bySlot))
      key += `${slot}${keyOfSuccessor(slot, successor, ranks)}`;
  }
  return key;
}

function keyOfErrand(errand: Errand, revision: number, ranks: Ranks): string {
  switch (errand.kind) {
    case 'register':
      return `R${errand.isDraining ? 'd' : ''}${errand.inventory.map(({ slot, epoch, state }) => `${slot}:${ranks.epoch(slot, epoch)}${state[0]}`).sort()}`;
    case 'report':
      return `P${errand.reports.map(({ slot, epoch, state }) => `${slot}:${ranks.epoch(slot, epoch)}${state}`).sort()}`;
    case 'answer':
      return `A${errand.isOver ? 'o' : ''}${errand.revision === revision ? '=' : '<'}${errand.assignments.map(({ slot, epoch }) => `${slot}:${ranks.epoch(slot, epoch)}`)}`;
  }
}

function keyOfSuccessor(slot: string, successor: Successor, ranks: Ranks): string {
  if (successor.kind === 'unknown') return '?';
  const epoch = ranks.epoch(slot, successor.epoch);
  return successor.kind === 'released' ? `r${epoch}` : `a${successor.workerId}${epoch}${successor.live}`;
}

function keyOfCoordinator({ store, nowUs }: World, one: Coordinator, ranks: Ranks): string {
  const seenExpired = one.seenExpired.filter(
    (id) => (store.workers.get(id)?.expiresUs ?? nowUs + 1) <= nowUs,
  );
  const leads = store.leader?.id === one.id ? 'L' : '';
  const term = one.term === null ? '' : ranks.term(one.term);
  return `${leads}${term}${one.isRebalancing ? 'b' : ''}${seenExpired}${one.plan ? keyOfPlan(one.plan, ranks) : ''}`;
}

function keyOfPlan({ term, changes, reap }: SentPlan, ranks: Ranks): string {
  const told = changes.map((change) => {
    const { kind, slot, expect } = change;
    const planned = expect === null ? '' : ranks.epoch(slot, expect);
    if (kind === 'forget') return `f${slot}${planned}`;
    // A floor below the epoch that the plan was made on counts for nothing.
    const isFloor = change.floor !== null && (expect === null || change.floor > expect);
    const floor = isFloor ? ranks.epoch(slot, change.floor ?? 0n) : '';
    return `${kind[0]}${slot}${planned}>${kind === 'assign' ? change.workerId : ''}^${floor}`;
  });
  return `${ranks.term(term)}[${told}${reap}]`;
}

/** Sorts the epochs of each slot, and the terms, and answers their places. */
function rankNumbers(world: World): Ranks {
  const epochs = new Map<string, bigint[]>();
  const note = (slot: string, epoch: bigint | null) => {
    if (epoch === null) return;
    const known = epochs.get(slot);
    if (!known) epochs.set(slot, [epoch]);
    else if (!known.includes(epoch)) known.push(epoch);
  };
  const terms: bigint[] = [world.highestTerm];
  const noteTerm = (term: bigint) => {
    if (!terms.includes(term)) terms.push(term);
  };
  const notePlan = ({ term, changes }: SentPlan) => {
    noteTerm(term);
    for (const change of changes) {
      note(change.slot, change.expect);
      if (change.kind !== 'forget') note(change.slot, change.floor);
    }
  };
  const { store, workers, coordinators, latePlans, postgres, minted } = world;
  if (store.leader) noteTerm(store.leader.term);
  for (const [slot, { epoch }] of store.assignments) note(slot, epoch);
  for (const { held } of store.workers.values()) for (const [slot, { epoch }] of held) note(slot, epoch);
  for (const worker of workers.values()) noteWorker(worker, note);
  for (const { term, plan } of coordinators) {
    if (term !== null) noteTerm(term);
    if (plan) notePlan(plan);
  }
  for (const plan of latePlans) notePlan(plan);
  for (const [slot, epoch] of postgres) note(slot, epoch);
  for (const [slot, epoch] of minted) note(slot, epoch);
  for (const known of epochs.values()) known.sort(byNumber);
  terms.sort(byNumber);
  return {
    epoch: (slot, epoch) => epochs.get(slot)?.indexOf(epoch) ?? -1,
    term: (term) => terms.indexOf(term),
  };
}

function noteWorker(worker: Worker, note: (slot: string, epoch: bigint) => void): void {
  for (const [slot, { epoch }] of worker.held) note(slot, epoch);
  for (const [slot, { epoch }] of worker.untold) note(slot, epoch);
  for (const [slot, epoch] of worker.unwritten) note(slot, epoch);
  const { errand } = worker;
  if (errand?.kind === 'register') for (const { slot, epoch } of errand.inventory) note(slot, epoch);
  if (errand?.kind === 'report') for (const { slot, epoch } of errand.reports) note(slot, epoch);
  if (errand?.kind === 'answer') for (const { slot, epoch } of errand.assignments) note(slot, epoch);
  for (const [slot, successor] of worker.successors?.bySlot ?? [])
    if (successor.kind !== 'unknown') note(slot, successor.epoch);
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : 1;
}
