import { type Clock, countDeafLooks, type DeafLooks, type Timer } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';

const LOOK_EVERY_MS = 50;

/** Looks again and again whether anybody listens at the workers' ends of their channels, while it is told to. */
export interface VanishWatch {
  /** At how many looks in a row nobody listened for a worker. Empty while it rests. */
  readonly deaf: DeafLooks;
  /** Looks after these workers from now on. */
  watch(workerIds: Iterable<string>): void;
  /** Stops looking, and forgets what it saw. */
  rest(): void;
}

/** `onDeaf` is called after every look at which nobody listened for some worker, and had not at the one before. */
export function createVanishWatch(options: {
  readonly leases: Pick<LeaseStore, 'listeners'>;
  readonly clock: Clock;
  onDeaf(): void;
}): VanishWatch {
  const { leases, clock, onDeaf } = options;
  let workers: readonly string[] = [];
  let deaf: DeafLooks = new Map();
  let timer: Timer | undefined;
  /** Rises with every rest, so that an answer from before it counts no more. */
  let shift = 0;

  const look = async (during: number) => {
    // An answer that does not come says nothing of the workers: begin anew.
    const listeners = await leases.listeners(workers).catch(() => new Map<string, number>());
    if (during !== shift) return;
    const before = deaf;
    deaf = countDeafLooks(before, listeners);
    timer = clock.after(LOOK_EVERY_MS, () => void look(during));
    if ([...deaf.keys()].some((id) => before.has(id))) onDeaf();
  };
  return {
    get deaf() {
      return deaf;
    },
    watch(workerIds) {
      workers = [...workerIds];
      timer ??= clock.after(LOOK_EVERY_MS, () => void look(shift));
    },
    rest() {
      shift++;
      timer?.cancel();
      timer = undefined;
      deaf = new Map();
    },
  };
}
