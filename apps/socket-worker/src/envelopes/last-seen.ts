import type { Clock, Log, Timer } from '@muster/fleet';
import type { Installations } from '@muster/store';

/** How exact the time of an installation's last event is. */
const WRITE_EVERY_MS = 5_000;

/** Collects which installations were heard, and notes them together every few seconds. */
export function createLastSeen(
  installations: Pick<Installations, 'touch'>,
  clock: Clock,
  log: Log,
): { seen(installationId: string): void; stop(): Promise<void> } {
  const heard = new Set<string>();
  let timer: Timer | undefined;

  const write = async () => {
    timer = undefined;
    const ids = [...heard];
    heard.clear();
    if (ids.length === 0) return;
    try {
      await installations.touch(ids);
    } catch (error) {
      // For the screen alone: the next event sets it right.
      log.debug({ error }, 'could not note the last events');
    }
  };

  return {
    seen(installationId) {
      heard.add(installationId);
      timer ??= clock.after(WRITE_EVERY_MS, () => void write());
    },
    async stop() {
      timer?.cancel();
      await write();
    },
  };
}
