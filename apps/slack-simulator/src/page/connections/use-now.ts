import { useSyncExternalStore } from 'react';

/** Milliseconds since 1970, to the second; the component draws again as it goes on. */
export function useNow(): number {
  return useSyncExternalStore(tick, now);
}

function tick(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / 1_000) * 1_000;
