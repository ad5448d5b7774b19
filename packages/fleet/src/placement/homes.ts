import type { Board, BoardApp, OpenWorker } from './board.ts';
import { hashText, rendezvousScore } from './rendezvous.ts';

/** Whether a worker may be given slots of an app. Quarantine workers are for poison apps alone. */
export function mayTake({ home }: BoardApp, worker: OpenWorker): boolean {
  return home === undefined ? !worker.isQuarantine : home === worker.id;
}

/**
 * Gives every poison app one worker, so that no more than one dies of it at a time: where it lives already if that
 * will do, else the quarantine worker with the fewest of them. Without a quarantine worker all poison apps share one
 * ordinary worker; while a lost one is awaited they wait, or they would take an ordinary worker with them each time.
 */
export function chooseHomes(board: Board): void {
  const poison = board.apps.filter(({ home }) => home !== undefined);
  if (poison.length === 0) return;
  const workers = [...board.open.values()];
  const quarantine = workers.filter(({ isQuarantine }) => isQuarantine);
  if (quarantine.length > 0) spreadOut(board, poison, quarantine);
  else if (!board.observed.isQuarantineAwaited) {
    const refuge = chooseRefuge(board, poison, workers);
    for (const app of poison) app.home = refuge;
  }
}

function spreadOut(board: Board, poison: readonly BoardApp[], workers: readonly OpenWorker[]): void {
  const guests = new Map<string, number>();
  const settle = (app: BoardApp, { id }: OpenWorker) => {
    app.home = id;
    guests.set(id, (guests.get(id) ?? 0) + 1);
  };
  const homeless: BoardApp[] = [];
  for (const app of poison) {
    const at = best(workers, (worker) => [presence(board, app, worker)]);
    if (at && presence(board, app, at) > 0) settle(app, at);
    else homeless.push(app);
  }
  for (const app of homeless) {
    const hash = hashText(app.appId);
    const at = best(workers, (worker) => [
      worker.capacity - worker.load >= app.slots.length ? 1 : 0,
      -(guests.get(worker.id) ?? 0),
      rendezvousScore(hash, worker.hash, worker.capacity),
    ]);
    if (at) settle(app, at);
  }
}

/** The ordinary worker that has most of the poison apps already, if it has room for all of them. */
function chooseRefuge(
  board: Board,
  poison: readonly BoardApp[],
  workers: readonly OpenWorker[],
): string | null {
  const total = sum(poison, ({ slots }) => slots.length);
  const at = best(workers, (worker) => {
    const owned = sum(poison, ({ slots }) => sum(slots, ({ owner }) => (owner === worker.id ? 1 : 0)));
    const isRoomy = worker.capacity - worker.load + owned >= total;
    return [isRoomy ? 1 : 0, sum(poison, (app) => presence(board, app, worker))];
  });
  return at?.id ?? null;
}

/** How many of an app's slots a worker was assigned or still holds, as after a wipe. */
function presence({ otherHolders }: Board, { slots }: BoardApp, { id }: OpenWorker): number {
  return sum(slots, ({ slot, owner }) => {
    const isHere = owner === id || otherHolders.get(slot)?.some(({ workerId }) => workerId === id) === true;
    return isHere ? 1 : 0;
  });
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
