import type { WantedApp } from './observed.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';
import type { OpenWorker, Scene } from './scene.ts';

/** Where each poison app lives, all its slots together. Null: nowhere for now, its slots wait. */
export type Homes = ReadonlyMap<string, string | null>;

/** Whether a worker may be given slots of an app. Quarantine workers are for poison apps alone. */
export function mayTake(board: { readonly homes: Homes }, appId: string, worker: OpenWorker): boolean {
  const home = board.homes.get(appId);
  return home === undefined ? !worker.isQuarantine : home === worker.id;
}

/**
 * Gives every poison app one worker, so that no more than one dies of it at a time: where it lives already if that
 * will do, else the quarantine worker with the fewest of them. Without a quarantine worker all poison apps share one
 * ordinary worker; while a lost one is awaited they wait, or they would take an ordinary worker with them each time.
 */
export function chooseHomes(scene: Scene): Homes {
  const poison = scene.observed.wanted.filter(({ isPoison }) => isPoison);
  if (poison.length === 0) return new Map();
  const workers = [...scene.open.values()];
  const quarantine = workers.filter(({ isQuarantine }) => isQuarantine);
  if (quarantine.length > 0) return spreadOut(scene, poison, quarantine);
  const refuge = scene.observed.isQuarantineAwaited ? null : chooseRefuge(scene, poison, workers);
  return new Map(poison.map(({ appId }) => [appId, refuge]));
}

function spreadOut(scene: Scene, poison: readonly WantedApp[], workers: readonly OpenWorker[]): Homes {
  const homes = new Map<string, string>();
  const guests = new Map<string, number>();
  const settle = (appId: string, { id }: OpenWorker) => {
    homes.set(appId, id);
    guests.set(id, (guests.get(id) ?? 0) + 1);
  };
  const homeless: WantedApp[] = [];
  for (const app of poison) {
    const at = best(workers, (worker) => [presence(scene, app.appId, worker)]);
    if (at && presence(scene, app.appId, at) > 0) settle(app.appId, at);
    else homeless.push(app);
  }
  for (const { appId, slots } of homeless) {
    const hash = hashText(appId);
    const at = best(workers, (worker) => [
      worker.capacity - worker.load >= slots ? 1 : 0,
      -(guests.get(worker.id) ?? 0),
      rendezvousScore(hash, worker.hash, worker.capacity),
    ]);
    if (at) settle(appId, at);
  }
  return homes;
}

/** The ordinary worker that has most of the poison apps already, if it has room for all of them. */
function chooseRefuge(
  scene: Scene,
  poison: readonly WantedApp[],
  workers: readonly OpenWorker[],
): string | null {
  const total = sum(poison, ({ slots }) => slots);
  const at = best(workers, (worker) => {
    const owned = sum(poison, ({ appId }) => ownedBy(scene, appId, worker));
    const isRoomy = worker.capacity - worker.load + owned >= total;
    return [isRoomy ? 1 : 0, sum(poison, ({ appId }) => presence(scene, appId, worker))];
  });
  return at?.id ?? null;
}

/** How many of an app's slots a worker was assigned or still holds, as after a wipe. */
function presence(scene: Scene, appId: string, { id }: OpenWorker): number {
  return sum(scene.slotsOf.get(appId) ?? [], (slot) => {
    const isThere =
      scene.owners.get(slot) === id ||
      scene.otherHolders.get(slot)?.some(({ workerId }) => workerId === id) === true;
    return isThere ? 1 : 0;
  });
}

function ownedBy(scene: Scene, appId: string, { id }: OpenWorker): number {
  return sum(scene.slotsOf.get(appId) ?? [], (slot) => (scene.owners.get(slot) === id ? 1 : 0));
}

/** The worker with the highest marks, the first mark first; of equals the first. Null when there is none. */
function best(
  workers: readonly OpenWorker[],
  marksOf: (worker: OpenWorker) => readonly number[],
): OpenWorker | null {
  let found: { readonly worker: OpenWorker; readonly marks: readonly number[] } | null = null;
  for (const worker of workers) {
    const marks = marksOf(worker);
    if (!found || isHigher(marks, found.marks)) found = { worker, marks };
  }
  return found?.worker ?? null;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  for (const [at, mark] of one.entries()) {
    const difference = mark - (other[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0);
}
