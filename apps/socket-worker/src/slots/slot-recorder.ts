import { type Clock, type Log, parseSlotName, type Timer } from '@muster/fleet';
import { type SlotReport, type Slots, StoreError } from '@muster/store';

const TRY_AGAIN_MS = 1_000;

/** Writes what became of slots to the store, under their epochs: the second fence, and what screens show. */
export interface SlotRecorder {
  record(slot: string, report: Omit<SlotReport, 'slot' | 'workerId'>): void;
  /** Tries once more to write what is not written yet. */
  stop(): Promise<void>;
}

/** Only the last word about each slot is kept while the store is away; it is written as soon as it is back. */
export function createSlotRecorder(
  slots: Pick<Slots, 'record'>,
  workerId: string,
  clock: Clock,
  log: Log,
): SlotRecorder {
  const unwritten = new Map<string, SlotReport>();
  let writing: Promise<void> | undefined;
  let timer: Timer | undefined;
  let isStopped = false;

  /** False: the store is away. */
  const writeOne = async (name: string, report: SlotReport) => {
    try {
      if (!(await slots.record(report)))
        log.debug({ slot: name, epoch: report.epoch.toString() }, 'a slot has moved on');
    } catch (error) {
      if (error instanceof StoreError && error.retryable) return false;
      log.warn({ error, slot: name }, 'cannot record a slot');
    }
    // Something newer may have been said while this was written.
    if (unwritten.get(name) === report) unwritten.delete(name);
    return true;
  };
  const write = async () => {
    for (;;) {
      const [next] = unwritten;
      if (!next) return;
      if (await writeOne(...next)) continue;
      if (!isStopped) timer = clock.after(TRY_AGAIN_MS, begin);
      return;
    }
  };
  const begin = () => {
    if (writing) return;
    timer?.cancel();
    writing = write().finally(() => {
      writing = undefined;
    });
  };

  return {
    record(slot, report) {
      const name = parseSlotName(slot);
      if (!name) return;
      unwritten.set(slot, { ...report, slot: name, workerId });
      begin();
    },
    async stop() {
      isStopped = true;
      timer?.cancel();
      await writing;
      begin();
      await writing;
    },
  };
}
