import type { Clock, Log, WorkerInfo } from '@muster/fleet';
import type { FleetPicture } from '@muster/leases';

const LOOK_EVERY_MS = 200;
/** The process is given 30 s to stop: the rest is for closing what is still open then. */
const DEADLINE_MS = 22_000;
/** Without Redis nobody can take anything over. */
const WITHOUT_REDIS_MS = 2_000;

/**
 * Waits until the worker holds nothing any more, as long as somebody is there to take its slots over: a coordinator
 * to assign them and another worker to hold them. Its own drain must have been asked for before.
 */
export async function waitForSuccessors(parts: {
  readonly worker: Pick<WorkerInfo, 'id' | 'isQuarantine'>;
  readonly held: () => number;
  readonly fleet: () => Promise<FleetPicture>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const { worker, held, fleet, clock, log } = parts;
  const startedMs = clock.monotonicMs();
  let answeredMs = startedMs;
  while (held() > 0) {
    const nowMs = clock.monotonicMs();
    if (nowMs - startedMs >= DEADLINE_MS)
      return log.warn({ held: held() }, 'slots were not taken over in time');
    try {
      if (!canTakeOver(await fleet(), worker))
        return log.info({ held: held() }, 'nobody is there to take slots over');
      answeredMs = clock.monotonicMs();
    } catch {
      if (nowMs - answeredMs >= WITHOUT_REDIS_MS) return log.warn({ held: held() }, 'Redis is away');
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
}

function canTakeOver(
  picture: FleetPicture,
  { id, isQuarantine }: Pick<WorkerInfo, 'id' | 'isQuarantine'>,
): boolean {
  // Between two leaders there is none for a moment: as long as a coordinator runs, one of them will lead.
  const isLed = picture.leader !== null || picture.processes.some(({ kind }) => kind === 'coordinator');
  return (
    isLed &&
    picture.workers.some(
      (other) =>
        other.id !== id &&
        other.lease === 'current' &&
        !other.isDraining &&
        // What an ordinary worker holds, a quarantine worker never takes.
        (isQuarantine || !other.isQuarantine),
    )
  );
}
