import type { SimConnection } from '../control/state.ts';
import type { ConnectionEntry, Recorder } from './recorder.ts';

/** Writes down a connection's life, from now on. */
export interface ConnectionLife {
  /** It is in this state now; told as often as one likes. */
  note(state: SimConnection['state']): void;
  /** It does not count any more. */
  end(): void;
}

export function recordConnection(recorder: Recorder, connectionId: string, appId: string): ConnectionLife {
  const entry: ConnectionEntry = {
    ...recorder.stamp(),
    connectionId,
    appId,
    openedN: null,
    openedAt: null,
    leftN: null,
    leftAt: null,
    endedN: null,
    endedAt: null,
  };
  recorder.connection(entry);
  return {
    note(state) {
      if (state === 'open' && entry.openedN === null) {
        const { n, at } = recorder.stamp();
        Object.assign(entry, { openedN: n, openedAt: at });
      }
      if (state === 'closing' || state === 'silent') leave(recorder, entry);
    },
    end() {
      if (entry.endedN !== null) return;
      leave(recorder, entry);
      const { n, at } = recorder.stamp();
      Object.assign(entry, { endedN: n, endedAt: at });
    },
  };
}

function leave(recorder: Recorder, entry: ConnectionEntry): void {
  if (entry.leftN !== null) return;
  const { n, at } = recorder.stamp();
  Object.assign(entry, { leftN: n, leftAt: at });
}
