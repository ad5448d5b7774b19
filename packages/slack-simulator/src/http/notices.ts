import type { SimNotice } from '../control/stream.ts';

/** Tells whoever listens that something is worth reading again. */
export interface Notices {
  tell(notice: SimNotice): void;
  /** Returns how to stop listening. */
  listen(listener: (notice: SimNotice) => void): () => void;
}

export function createNotices(): Notices {
  const listeners = new Set<(notice: SimNotice) => void>();
  return {
    tell: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
