import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { PREFIX } from '../support/stage.ts';

const LOOK_EVERY_MS = 250;

/** Which worker each process is, by its pid, as the fleet's own register says while it is watched. */
export interface WorkersSeen {
  idOf(pid: number): string | undefined;
  stop(): Promise<void>;
}

export function watchWorkers(redisUrl: string): WorkersSeen {
  const leases = createLeaseStore({
    url: redisUrl,
    prefix: PREFIX,
    log: recordingLog(),
    clock: systemClock,
  });
  const ids = new Map<number, string>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      // Redis is away now and then: who is new then is seen at the next look.
      const workers = await leases.fleet().then(
        (fleet) => fleet.workers,
        () => [],
      );
      for (const { pid, id } of workers) ids.set(pid, id);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    idOf: (pid) => ids.get(pid),
    async stop() {
      isOver = true;
      await watching;
      await leases.close();
    },
  };
}
